// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <quanta/graph/model.hpp>
#include <quanta/op/window.hpp>

namespace demo {

/// Convolution, batch normalization and ReLU, whose tensors are `name`.convolution, `name`.normalized and `name`.
class network_builder {
public:
    using tensor = quanta::graph::tensor_id;

    [[nodiscard]] tensor convolution(tensor x, std::size_t filters, std::size_t kernel, const std::string& name) {
        const auto window = quanta::op::same_padding(quanta::op::window_of({kernel, kernel}));
        return net.conv2d(x, {.filters = filters, .window = window, .bias = false}, name + ".convolution");
    }
    [[nodiscard]] tensor depthwise(tensor x, std::size_t stride, const std::string& name) {
        auto window = quanta::op::same_padding(quanta::op::window_of({3, 3}));
        window.stride = {stride, stride};
        return net.depthwise_conv2d(x, window, name + ".convolution", false);
    }
    [[nodiscard]] tensor normalized(tensor x, const std::string& name) {
        return net.batch_norm(x, name + ".normalized");
    }
    [[nodiscard]] tensor activated(tensor x, const std::string& name) { return net.relu(normalized(x, name), name); }

    quanta::graph::model net;
};

/// Images (28, 28, 1) -> logits (10): a residual block and three depthwise-separable ones, 5.2 million multiplications.
[[nodiscard]] inline quanta::graph::model make_network() {
    constexpr std::size_t width = 32;
    network_builder b;
    auto x = b.net.input("image", {28, 28, 1});
    x = b.activated(b.convolution(x, width, 3, "stem"), "stem");
    auto halving = quanta::op::window_of({2, 2});
    halving.stride = {2, 2};
    x = b.net.max_pool2d(x, halving, "pool");

    auto y = b.activated(b.convolution(x, width, 3, "residual_1"), "residual_1");
    y = b.normalized(b.convolution(y, width, 3, "residual_2"), "residual_2");
    x = b.net.relu(b.net.add(x, y, "sum"), "residual");

    x = b.activated(b.depthwise(x, 2, "depthwise_1"), "depthwise_1");
    x = b.activated(b.convolution(x, 64, 1, "pointwise_1"), "pointwise_1");
    x = b.activated(b.depthwise(x, 1, "depthwise_2"), "depthwise_2");
    x = b.activated(b.convolution(x, 128, 1, "pointwise_2"), "pointwise_2");
    x = b.activated(b.depthwise(x, 1, "depthwise_3"), "depthwise_3");
    x = b.activated(b.convolution(x, 128, 1, "pointwise_3"), "pointwise_3");
    b.net.output(b.net.linear(b.net.global_average_pool(x, "average"), 10, "logits"));
    return std::move(b.net);
}

} // namespace demo
