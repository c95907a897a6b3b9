// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/inline_executor.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/train/gradient_network.hpp>
#include <support/integer_data.hpp>

namespace support {

/// Normal values in every parameter that is all zeros.
inline void fill_parameters(quanta::graph::model& net, float scale, std::uint32_t seed) {
    for (quanta::graph::node& node : net.nodes()) {
        if (quanta::graph::is<quanta::graph::operations::batch_norm>(node.what)) continue;
        for (quanta::graph::parameter& each : node.parameters) each.values = floats(each.values.size(), scale, ++seed);
    }
}

/// loss = sum of outputs * weights, whose gradients are compared with (loss(x + h) - loss(x - h)) / 2h.
class gradient_check {
public:
    gradient_check(quanta::graph::model& net, std::size_t batch, std::uint32_t seed)
        : net_(net), batch_(batch), slopes_(net, {.batch = batch, .workers = 1, .input_gradients = true}) {
        for (std::size_t i = 0; i < net.inputs().size(); ++i)
            inputs_.push_back(floats(slopes_.input(i).size(), 1.0F, seed + 2 * static_cast<std::uint32_t>(i)));
        for (std::size_t i = 0; i < net.outputs().size(); ++i)
            weights_.push_back(floats(slopes_.output(i).size(), 1.0F, seed + 2 * static_cast<std::uint32_t>(i) + 1));
    }

    void freeze_batch_norm() { slopes_.freeze_batch_norm(); }

    /// Up to `most` values of each parameter and input, compared with `step`, to `tolerance` of the largest gradient of
    /// that tensor.
    void run(float step = 1e-2F, double tolerance = 5e-3, std::size_t most = 12) {
        static_cast<void>(loss());
        for (std::size_t i = 0; i < weights_.size(); ++i)
            std::copy(weights_[i].begin(), weights_[i].end(), slopes_.output_gradient(i).data());
        slopes_.backward(executor_);
        std::vector<comparison> all;
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            const auto view = slopes_.input_gradient(i);
            all.push_back({net_[net_.inputs()[i]].name, &inputs_[i], {view.data(), view.data() + view.size()}});
        }
        for (std::size_t n = 0; n < net_.nodes().size(); ++n)
            for (auto& parameter : net_.nodes()[n].parameters) {
                const auto found = slopes_.gradient(n, parameter.name);
                if (found.empty()) continue; // running statistics
                all.push_back(
                    {net_.nodes()[n].name + "." + parameter.name, &parameter.values, {found.begin(), found.end()}});
            }
        for (const comparison& each : all) compare(each, step, tolerance, most);
    }

private:
    struct comparison {
        std::string name;
        std::vector<float>* values;
        std::vector<float> gradient;
    };

    [[nodiscard]] double loss() {
        for (std::size_t i = 0; i < inputs_.size(); ++i)
            std::copy(inputs_[i].begin(), inputs_[i].end(), slopes_.input(i).data());
        slopes_.forward(batch_, quanta::train::mode::training, executor_);
        double sum = 0;
        for (std::size_t i = 0; i < weights_.size(); ++i)
            for (std::size_t j = 0; j < weights_[i].size(); ++j)
                sum += double{slopes_.output(i).data()[j]} * double{weights_[i][j]};
        return sum;
    }

    void compare(const comparison& each, float step, double tolerance, std::size_t most) {
        CAPTURE(each.name);
        REQUIRE(each.gradient.size() == each.values->size());
        double largest = 0;
        for (const float value : each.gradient) largest = std::max(largest, std::fabs(double{value}));
        CHECK(largest > 0);
        const std::size_t stride = each.gradient.size() / most + 1;
        for (std::size_t j = 0; j < each.gradient.size(); j += stride) {
            CAPTURE(j, largest);
            float& value = (*each.values)[j];
            const float before = value, above = before + step, below = before - step;
            value = above;
            const double more = loss();
            value = below;
            const double less = loss();
            value = before;
            const double expected = (more - less) / (double{above} - double{below});
            CAPTURE(expected, each.gradient[j]);
            CHECK(std::fabs(expected - double{each.gradient[j]}) <= tolerance * largest);
        }
    }

    quanta::graph::model& net_;
    std::size_t batch_;
    quanta::inline_executor executor_;
    quanta::train::gradient_network slopes_;
    std::vector<std::vector<float>> inputs_, weights_;
};

} // namespace support
