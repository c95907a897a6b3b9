// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include <quanta/graph/model.hpp>
#include <quanta/train/random.hpp>

namespace quanta::train::inline QUANTA_ABI {

namespace detail {

/// Weights that each output of a node is a sum over, on average.
[[nodiscard]] inline double fan_in(const graph::node& node, const graph::shape& weights) {
    double inputs = 1;
    for (std::size_t axis = 1; axis < weights.size(); ++axis) inputs *= static_cast<double>(weights[axis]);
    const auto* transposed = std::get_if<graph::operations::conv2d_transpose>(&node.what);
    if (transposed == nullptr) return inputs;
    const op::size2d stride = transposed->window.stride;
    return std::max(1.0, inputs / static_cast<double>(stride.height * stride.width));
}

[[nodiscard]] inline bool cuts_half(const graph::operations::elementwise& each) {
    using graph::function;
    return each.what == function::relu || each.what == function::relu6 || each.what == function::leaky_relu ||
           each.what == function::hard_swish || each.what == function::gelu;
}

/// Tensors that reach a function like relu through nothing but batch_norm, add, pooling and changes of shape.
[[nodiscard]] inline std::vector<bool> reach_relu(const graph::model& net) {
    namespace operations = graph::operations;
    std::vector<bool> reaches(net.tensors().size(), false);
    for (std::size_t i = net.nodes().size(); i-- > 0;) {
        const graph::node& node = net.nodes()[i];
        const auto* function = std::get_if<operations::elementwise>(&node.what);
        const bool passes = graph::is<operations::batch_norm>(node.what) || graph::is<operations::add>(node.what) ||
                            graph::is<operations::concat>(node.what) || graph::is<operations::max_pool2d>(node.what) ||
                            graph::is<operations::average_pool2d>(node.what) ||
                            graph::is<operations::resize>(node.what) || graph::is<operations::flatten>(node.what);
        if (function != nullptr ? !cuts_half(*function) : !passes || !reaches[node.output.index]) continue;
        for (const graph::tensor_id input : node.inputs) reaches[input.index] = true;
    }
    return reaches;
}

} // namespace detail

/// Draws the weights of conv2d, conv2d_transpose and linear: normal with variance 2 / fan-in where the result goes to
/// relu, relu6, leaky relu, hard-swish or gelu, be it through batch_norm, add, concat, pooling, resize or flatten (He
/// et al., "Delving deep into rectifiers", 2015), with 1 / fan-in elsewhere (LeCun et al., "Efficient backprop", 1998).
/// Biases become 0, batch_norm the identity. The same seed gives the same weights, node by node.
inline void initialize(graph::model& net, std::uint64_t seed) {
    const std::vector<bool> before_relu = detail::reach_relu(net);
    for (std::size_t i = 0; i < net.nodes().size(); ++i) {
        graph::node& node = net.nodes()[i];
        const random_stream numbers(seed, i);
        const double gain = before_relu[node.output.index] ? 2 : 1;
        for (graph::parameter& each : node.parameters) {
            const bool is_one = each.name == "scale" || each.name == "variance";
            std::fill(each.values.begin(), each.values.end(), is_one ? 1.0F : 0.0F);
            if (each.name != "weights") continue;
            const double deviation = std::sqrt(gain / detail::fan_in(node, each.extents));
            for (std::size_t j = 0; j < each.values.size(); ++j)
                each.values[j] = static_cast<float>(numbers.normal(j) * deviation);
        }
    }
}

} // namespace quanta::train
