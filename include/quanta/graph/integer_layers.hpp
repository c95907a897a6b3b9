// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/graph/integer_operator.hpp>
#include <quanta/graph/node_traits.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/op/conv2d.hpp>
#include <quanta/op/conv2d_transpose.hpp>
#include <quanta/op/depthwise_conv2d.hpp>
#include <quanta/op/linear.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/tensor/granularity.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// Every format of a network's activations as `stored_quantization` has it, and of its weights; those of four bits and
/// less apart, as some instruction sets multiply them faster.
using stored_activations = scheme<uint8, asymmetric, per_tensor>;
using stored_weights = scheme<int8, symmetric, per_channel<0>>;
using narrow_weights = scheme<int4, symmetric, per_channel<0>>;

[[nodiscard]] inline bool is_narrow(const format_value& format) {
    return format.lowest >= int4::lowest && format.highest <= int4::highest;
}

/// A scale for each output, also where the weights share one.
template <class Weights>
[[nodiscard]] quantization<Weights, profile::any> scales_per_output(const integer_weights& weights) {
    std::vector<float> scales = weights.scales;
    scales.resize(weights.extents[0], weights.scales[0]);
    return {scales, std::vector<std::int32_t>(scales.size())};
}

/// conv2d, depthwise_conv2d, conv2d_transpose: what reads and gives images.
template <class Layer>
class image_layer final : public integer_operator {
public:
    image_layer(Layer layer, shape input, shape output, bool gives_integers)
        : layer_(std::move(layer)), input_(std::move(input)), output_(std::move(output)),
          gives_integers_(gives_integers) {}

    [[nodiscard]] std::size_t workspace_bytes(std::size_t batch, std::size_t workers) const override {
        return layer_.workspace_bytes(op::image_extents{batch, input_[0], input_[1], input_[2]}, workers);
    }
    void run(const call& operands) const override {
        const auto input = as_images(operands.integers(0), input_);
        if (gives_integers_)
            layer_.run(input, as_images(operands.integers(), output_), operands.memory, operands.executor);
        else
            layer_.run(input, as_images(operands.output.as<float>(), output_), operands.memory, operands.executor);
    }

private:
    Layer layer_;
    shape input_, output_;
    bool gives_integers_;
};

template <class Layer>
class integer_linear final : public integer_operator {
public:
    integer_linear(Layer made, bool gives_integers) : layer_(std::move(made)), gives_integers_(gives_integers) {}

    [[nodiscard]] std::size_t workspace_bytes(std::size_t batch, std::size_t workers) const override {
        return layer_.workspace_bytes(batch, workers);
    }
    void run(const call& operands) const override {
        if (gives_integers_)
            layer_.run(operands.integers(0), operands.integers(), operands.memory, operands.executor);
        else
            layer_.run(operands.integers(0), operands.output.as<float>(), operands.memory, operands.executor);
    }

private:
    Layer layer_;
    bool gives_integers_;
};

/// What a layer is made of, beside its operation. `clamp`: of the reals, where it gives reals.
struct layer_parts {
    const integer_weights& weights;
    const node_edges& edges;
    op::activation clamp;

    [[nodiscard]] tensor_view<const std::int8_t, 4> kernels() const {
        const shape& e = weights.extents;
        return {weights.values.data(), {e[0], e[1], e[2], e[3]}};
    }
    [[nodiscard]] std::span<const std::int32_t> bias() const { return weights.bias; }
    [[nodiscard]] affine_params input() const { return edges.stored_inputs[0].params; }
    [[nodiscard]] affine_params output() const { return edges.stored_output.params; }
    [[nodiscard]] op::activation function() const {
        return edges.gives_integers ? edges.stored_output.activation() : clamp;
    }
};

/// `make(type)` with the scheme of the layer's weights in the type.
template <class Make>
[[nodiscard]] operator_pointer with_weights(const format_value& format, const Make& make) {
    return is_narrow(format) ? make(std::type_identity<narrow_weights>{}) : make(std::type_identity<stored_weights>{});
}

template <class Layer, class Weights, class... Attributes>
[[nodiscard]] operator_pointer make_image_layer(const layer_parts& parts, const shape& input, const shape& output,
                                                tensor_view<const std::int8_t, 4> kernels,
                                                const Attributes&... attributes) {
    return std::make_unique<image_layer<Layer>>(Layer(kernels, scales_per_output<Weights>(parts.weights), parts.bias(),
                                                      parts.input(), parts.output(), parts.function(), attributes...,
                                                      parts.edges.profile),
                                                input, output, parts.edges.gives_integers);
}

[[nodiscard]] inline operator_pointer make_layer(const operations::conv2d& node, const layer_parts& parts) {
    const shape& input = parts.edges.inputs[0];
    if (is_depthwise(node, parts.weights.extents))
        return make_image_layer<op::depthwise_conv2d<stored_activations, stored_weights, profile::any>, stored_weights>(
            parts, input, parts.edges.output, parts.kernels(), node.window);
    return with_weights(parts.weights.format, [&]<class Weights>(std::type_identity<Weights>) {
        return make_image_layer<op::conv2d<stored_activations, Weights, profile::any>, Weights>(
            parts, input, parts.edges.output, parts.kernels(), node.window, node.groups);
    });
}

[[nodiscard]] inline operator_pointer make_layer(const operations::conv2d_transpose& node, const layer_parts& parts) {
    return make_image_layer<op::conv2d_transpose<stored_activations, stored_weights, profile::any>, stored_weights>(
        parts, parts.edges.inputs[0], parts.edges.output, parts.kernels(), node.window, node.output_padding,
        std::size_t{1});
}

[[nodiscard]] inline operator_pointer make_layer(const operations::linear&, const layer_parts& parts) {
    const shape& e = parts.weights.extents;
    const tensor_view<const std::int8_t, 2> values(parts.weights.values.data(), {e[0], e[1]});
    return with_weights(parts.weights.format, [&]<class Weights>(std::type_identity<Weights>) -> operator_pointer {
        using layer = op::linear<stored_activations, Weights, profile::any>;
        return std::make_unique<integer_linear<layer>>(layer(values, scales_per_output<Weights>(parts.weights),
                                                             parts.bias(), parts.input(), parts.output(),
                                                             parts.function(), parts.edges.profile),
                                                       parts.edges.gives_integers);
    });
}

/// A depthwise convolution with one tap, on tensors of any rank as rows of pixels.
[[nodiscard]] inline operator_pointer make_layer(const operations::batch_norm&, const layer_parts& parts) {
    const std::size_t channels = parts.weights.extents[0];
    std::size_t pixels = 1;
    for (const std::size_t extent : parts.edges.output) pixels *= extent;
    const shape row{1, pixels / channels, channels};
    return make_image_layer<op::depthwise_conv2d<stored_activations, stored_weights, profile::any>, stored_weights>(
        parts, row, row, tensor_view<const std::int8_t, 4>(parts.weights.values.data(), {channels, 1, 1, 1}),
        op::window_of({1, 1}));
}

} // namespace detail

} // namespace quanta::graph
