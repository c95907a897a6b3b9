// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <variant>

#include <quanta/graph/integer_layers.hpp>
#include <quanta/graph/integer_operator.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/op/dynamic_conv2d.hpp>
#include <quanta/op/dynamic_conv2d_transpose.hpp>
#include <quanta/op/dynamic_depthwise_conv2d.hpp>
#include <quanta/op/dynamic_linear.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

template <class Layer>
class dynamic_linear_layer final : public integer_operator {
public:
    explicit dynamic_linear_layer(Layer layer) : layer_(std::move(layer)) {}

    [[nodiscard]] std::size_t workspace_bytes(std::size_t batch, std::size_t workers) const override {
        return layer_.workspace_bytes(batch, workers);
    }
    void run(const call& operands) const override {
        layer_.run(operands.inputs[0].as<const float>(), operands.output.as<float>(), operands.memory,
                   operands.executor);
    }

private:
    Layer layer_;
};

template <class Layer>
class dynamic_image_layer final : public integer_operator {
public:
    dynamic_image_layer(Layer layer, shape input, shape output)
        : layer_(std::move(layer)), input_(std::move(input)), output_(std::move(output)) {}

    [[nodiscard]] std::size_t workspace_bytes(std::size_t batch, std::size_t workers) const override {
        return layer_.workspace_bytes(op::image_extents{batch, input_[0], input_[1], input_[2]}, workers);
    }
    void run(const call& operands) const override {
        layer_.run(as_images(operands.inputs[0].as<const float>(), input_),
                   as_images(operands.output.as<float>(), output_), operands.memory, operands.executor);
    }

private:
    Layer layer_;
    shape input_, output_;
};

/// What a dynamic layer is made of, beside its operation.
struct dynamic_parts {
    const dynamic_weights& layer;
    const shape& input;
    const shape& output;
    op::activation clamp;
    profile::any profile;
};

[[nodiscard]] inline operator_pointer make_dynamic(const operations::linear&, const dynamic_parts& parts) {
    using layer = op::dynamic_linear<stored_activations, stored_weights, profile::any>;
    const integer_weights& weights = parts.layer.weights;
    return std::make_unique<dynamic_linear_layer<layer>>(
        layer(tensor_view<const std::int8_t, 2>(weights.values.data(), {weights.extents[0], weights.extents[1]}),
              scales_per_output<stored_weights>(weights), parts.layer.bias, parts.clamp, parts.profile));
}

template <class Layer, class... Attributes>
[[nodiscard]] operator_pointer make_dynamic_images(const dynamic_parts& parts, const Attributes&... attributes) {
    const integer_weights& weights = parts.layer.weights;
    const shape& e = weights.extents;
    return std::make_unique<dynamic_image_layer<Layer>>(
        Layer(tensor_view<const std::int8_t, 4>(weights.values.data(), {e[0], e[1], e[2], e[3]}),
              scales_per_output<stored_weights>(weights), parts.layer.bias, parts.clamp, attributes..., parts.profile),
        parts.input, parts.output);
}

[[nodiscard]] inline operator_pointer make_dynamic(const operations::conv2d& node, const dynamic_parts& parts) {
    if (is_depthwise(node, parts.layer.weights.extents))
        return make_dynamic_images<op::dynamic_depthwise_conv2d<stored_activations, stored_weights, profile::any>>(
            parts, node.window);
    return make_dynamic_images<op::dynamic_conv2d<stored_activations, stored_weights, profile::any>>(parts, node.window,
                                                                                                     node.groups);
}

[[nodiscard]] inline operator_pointer make_dynamic(const operations::conv2d_transpose& node,
                                                   const dynamic_parts& parts) {
    return make_dynamic_images<op::dynamic_conv2d_transpose<stored_activations, stored_weights, profile::any>>(
        parts, node.window, node.output_padding, std::size_t{1});
}

/// Of a node that `validate` lets pass. Its input is quantized to uint8 in each run; asymmetric int8 is the same integers
/// less 128, but for ties of profiles that round away from zero.
[[nodiscard]] inline operator_pointer make_dynamic_layer(const operation& what, const dynamic_parts& parts) {
    if (const auto* conv = std::get_if<operations::conv2d>(&what)) return make_dynamic(*conv, parts);
    if (const auto* conv = std::get_if<operations::conv2d_transpose>(&what)) return make_dynamic(*conv, parts);
    return make_dynamic(std::get<operations::linear>(what), parts);
}

} // namespace detail

} // namespace quanta::graph
