// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/graph/executor_reference.hpp>
#include <quanta/tensor/tensor_view.hpp>
#include <quanta/train/augmentation.hpp>
#include <quanta/train/fit_options.hpp>
#include <quanta/train/gradient_network.hpp>
#include <quanta/train/samples.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Brings samples to a network, and tells what it makes of them.
class sample_batch {
public:
    sample_batch(const samples& data, const fit_options& options, image_extents image)
        : data_(data), how_(options.augmentation), loss_(options.loss), numbers_(options.seed, stream), image_(image) {}

    /// Copies samples to the network's input, augmented as in that epoch, or as they are.
    void fill(gradient_network& network, std::span<const std::size_t> chosen, std::size_t epoch, bool augmented,
              const graph::executor_reference& executor) const {
        const tensor_view<float, 2> to = network.input(0);
        constexpr std::size_t block = 16;
        executor.run((chosen.size() + block - 1) / block, [&](std::size_t task, std::size_t) {
            for (std::size_t i = task * block; i < std::min(chosen.size(), (task + 1) * block); ++i) {
                const float* from = &data_.inputs(chosen[i], std::size_t{0});
                float* place = &to(i, std::size_t{0});
                if (augmented && changes(how_))
                    augment(how_, image_, from, numbers_, epoch * data_.count() + chosen[i], place);
                else
                    std::copy_n(from, to.extent(1), place);
            }
        });
    }

    /// The loss of the network's output, and its gradient where it is wanted.
    [[nodiscard]] loss_value judge(gradient_network& network, std::span<const std::size_t> chosen, bool with_gradient) {
        const tensor_view<const float, 2> all = network.output(0);
        const tensor_view<const float, 2> output(all.data(), {chosen.size(), all.extent(1)});
        const auto gradient = with_gradient ? tensor_view<float, 2>(network.output_gradient(0).data(), output.extents())
                                            : tensor_view<float, 2>();
        if (const auto* entropy = std::get_if<softmax_cross_entropy>(&loss_)) {
            labels_.clear();
            for (const std::size_t index : chosen) labels_.push_back(data_.labels[index]);
            return (*entropy)(output, labels_, gradient);
        }
        targets_.clear();
        for (const std::size_t index : chosen)
            for (std::size_t j = 0; j < output.extent(1); ++j) targets_.push_back(data_.targets(index, j));
        const tensor_view<const float, 2> targets(targets_.data(), output.extents());
        return std::get<mean_squared_error>(loss_)(output, targets, gradient);
    }

private:
    static constexpr std::uint64_t stream = (std::uint64_t{1} << 40) + 1; // not one of an epoch's order

    samples data_;
    augmentation how_;
    std::variant<softmax_cross_entropy, mean_squared_error> loss_;
    random_stream numbers_;
    image_extents image_;
    std::vector<std::uint32_t> labels_;
    std::vector<float> targets_;
};

} // namespace quanta::train
