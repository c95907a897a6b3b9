// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <random>
#include <span>
#include <vector>

#include <quanta/graph/float_operator.hpp>
#include <quanta/graph/model.hpp>

namespace support {

/// A batch for a network: all its inputs, and room for all its outputs.
class network_batch {
public:
    network_batch(const quanta::graph::model& network, std::size_t samples, std::mt19937& generator)
        : samples_(samples) {
        std::normal_distribution<float> normal(0.0F, 1.0F);
        for (const auto id : network.inputs()) {
            std::vector<float>& values = inputs_.emplace_back(samples * elements(network, id));
            for (float& value : values) value = normal(generator);
        }
        for (const auto id : network.outputs()) outputs_.emplace_back(samples * elements(network, id));
        for (const auto& values : inputs_)
            input_views_.push_back({values.data(), {samples, values.size() / std::max<std::size_t>(samples, 1)}});
        for (auto& values : outputs_)
            output_views_.push_back({values.data(), {samples, values.size() / std::max<std::size_t>(samples, 1)}});
    }
    network_batch(const network_batch&) = delete;
    network_batch& operator=(const network_batch&) = delete;

    [[nodiscard]] std::span<const quanta::graph::const_samples> inputs() const { return input_views_; }
    [[nodiscard]] std::span<const quanta::graph::samples> outputs() const { return output_views_; }
    [[nodiscard]] const std::vector<float>& output(std::size_t index = 0) const { return outputs_[index]; }

    /// One sample's inputs, in doubles.
    [[nodiscard]] std::vector<std::vector<double>> sample(std::size_t index) const {
        std::vector<std::vector<double>> values;
        for (const auto& all : inputs_) {
            const auto count = static_cast<std::ptrdiff_t>(all.size() / samples_);
            const auto begin = all.begin() + static_cast<std::ptrdiff_t>(index) * count;
            values.emplace_back(begin, begin + count);
        }
        return values;
    }

    [[nodiscard]] static std::size_t elements(const quanta::graph::model& network, quanta::graph::tensor_id id) {
        return quanta::graph::element_count("test", network[id].extents);
    }

private:
    std::size_t samples_;
    std::vector<std::vector<float>> inputs_, outputs_;
    std::vector<quanta::graph::const_samples> input_views_;
    std::vector<quanta::graph::samples> output_views_;
};

/// Runs the network on random samples and requires what it gives, and what it shows, to be near `plain_forward`: sums of
/// some hundred products of values around 1, in floats. Defined by graph/float_network_test.cpp, so that the operators of
/// float networks are compiled once for all tests of the program.
void require_plain_forward(const quanta::graph::model& network, std::size_t samples, std::mt19937& generator);

} // namespace support
