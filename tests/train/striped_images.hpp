// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <quanta/graph/model.hpp>
#include <quanta/train/random.hpp>
#include <quanta/train/samples.hpp>

namespace support {

/// Images (8, 8, 1) with stripes across or down, or squares, in noise: classes 0, 1 and 2.
class striped_images {
public:
    static constexpr std::size_t side = 8, pixels = side * side, classes = 3;

    striped_images(std::size_t count, std::uint64_t seed) {
        const quanta::train::random_stream numbers(seed, 99);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t label = numbers.below(i, classes), phase = numbers.below(count + i, 4);
            labels_.push_back(static_cast<std::uint32_t>(label));
            for (std::size_t p = 0; p < pixels; ++p) {
                const bool row = (p / side + phase) / 2 % 2 == 0, column = (p % side + phase) / 2 % 2 == 0;
                const bool lit = label == 0 ? row : label == 1 ? column : row == column;
                values_.push_back((lit ? 0.75F : 0.25F) +
                                  0.2F * static_cast<float>(numbers.normal(9 * count + i * pixels + p)));
            }
        }
    }

    [[nodiscard]] quanta::train::samples samples() const {
        return {quanta::tensor_view<const float, 2>(values_.data(), {labels_.size(), pixels}), labels_};
    }

private:
    std::vector<float> values_;
    std::vector<std::uint32_t> labels_;
};

/// Every kind of block that the demo's network has, but small: convolution, residual, depthwise-separable.
inline quanta::graph::model small_network() {
    namespace op = quanta::op;
    quanta::graph::model net;
    const auto window = op::same_padding(op::window_of({3, 3}));
    auto halving = op::window_of({2, 2});
    halving.stride = {2, 2};
    auto x = net.input("image", {8, 8, 1});
    x = net.relu(net.batch_norm(net.conv2d(x, {.filters = 8, .window = window, .bias = false}, "stem"), "stem_norm"),
                 "stem_relu");
    x = net.max_pool2d(x, halving, "pool");
    const auto y =
        net.batch_norm(net.conv2d(x, {.filters = 8, .window = window, .bias = false}, "inner"), "inner_norm");
    x = net.relu(net.add(x, y, "sum"), "residual");
    x = net.relu(net.batch_norm(net.depthwise_conv2d(x, window, "depthwise", false), "depthwise_norm"),
                 "depthwise_relu");
    x = net.relu(net.conv2d(x, {.filters = 12, .window = op::window_of({1, 1})}, "pointwise"), "pointwise_relu");
    net.output(net.linear(net.global_average_pool(x, "average"), striped_images::classes, "logits"));
    return net;
}

} // namespace support
