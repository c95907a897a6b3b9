// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/float_layers.hpp>
#include <quanta/graph/float_operators.hpp>
#include <quanta/graph/fold_batch_norm.hpp>
#include <quanta/graph/node_traits.hpp>
#include <quanta/graph/parameters.hpp>
#include <quanta/op/float_apply.hpp>
#include <quanta/op/float_average_pool2d.hpp>
#include <quanta/op/float_clamp.hpp>
#include <quanta/op/float_conv2d.hpp>
#include <quanta/op/float_conv2d_transpose.hpp>
#include <quanta/op/float_depthwise_conv2d.hpp>
#include <quanta/op/float_global_average_pool.hpp>
#include <quanta/op/float_max_pool2d.hpp>
#include <quanta/op/float_mul.hpp>
#include <quanta/op/float_resize_bilinear2d.hpp>
#include <quanta/op/float_softmax.hpp>
#include <quanta/op/functions.hpp>
#include <quanta/op/resize_nearest2d.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// Makes the operator of one node: weights are packed for the instruction set that is selected now.
class float_operator_maker {
public:
    using result = std::unique_ptr<const float_operator>;

    float_operator_maker(const node& what, std::span<const shape> inputs, const shape& output, op::activation fused)
        : node_(what), inputs_(inputs), output_(output), fused_(fused) {}

    [[nodiscard]] result operator()(const operations::conv2d& conv) const {
        const std::size_t channels = inputs_[0][2];
        if (conv.groups == channels && channels > 1)
            return on_windows(op::float_depthwise_conv2d(weights<4>(), bias(), op::activation::none, conv.window));
        return on_windows(op::float_conv2d(weights<4>(), bias(), op::activation::none, conv.window, conv.groups));
    }
    [[nodiscard]] result operator()(const operations::conv2d_transpose& conv) const {
        return on_windows(
            op::float_conv2d_transpose(weights<4>(), bias(), op::activation::none, conv.window, conv.output_padding));
    }
    [[nodiscard]] result operator()(const operations::linear&) const {
        return std::make_unique<float_layer>(op::float_linear(weights<2>(), bias(), op::activation::none), fused_);
    }
    [[nodiscard]] result operator()(const operations::max_pool2d& pool) const {
        return on_images(op::float_max_pool2d(pool.window));
    }
    [[nodiscard]] result operator()(const operations::average_pool2d& pool) const {
        return on_images(op::float_average_pool2d(pool.window, pool.counts_padding));
    }
    [[nodiscard]] result operator()(const operations::global_average_pool&) const {
        return on_images(op::float_global_average_pool());
    }
    [[nodiscard]] result operator()(const operations::add&) const { return std::make_unique<float_sum>(fused_); }
    [[nodiscard]] result operator()(const operations::mul&) const {
        return on_values(op::float_mul(op::activation::none));
    }
    [[nodiscard]] result operator()(const operations::concat&) const {
        return std::make_unique<float_concat>(inputs_, output_);
    }
    [[nodiscard]] result operator()(const operations::batch_norm&) const {
        return std::make_unique<float_channel_line>(line_of(node_), output_);
    }
    [[nodiscard]] result operator()(const operations::elementwise& each) const {
        namespace functions = op::functions;
        switch (each.what) {
        case function::leaky_relu: return applied(functions::leaky_relu{each.lowest});
        case function::sigmoid: return applied(functions::sigmoid{});
        case function::tanh: return applied(functions::tanh{});
        case function::hard_swish: return applied(functions::hard_swish{});
        case function::gelu: return applied(functions::gelu{});
        case function::user: return applied(each.evaluate);
        default: return on_values(op::float_clamp(*clamp_of(node_.what)));
        }
    }
    [[nodiscard]] result operator()(const operations::softmax&) const {
        return std::make_unique<float_on_channels<op::float_softmax>>(op::float_softmax(), output_);
    }
    [[nodiscard]] result operator()(const operations::resize& resize) const {
        const op::size2d from{inputs_[0][0], inputs_[0][1]};
        if (resize.method == interpolation::nearest) return on_images(op::resize_nearest2d<float>(from, resize.size));
        return on_images(op::float_resize_bilinear2d(from, resize.size));
    }
    [[nodiscard]] result operator()(const operations::flatten&) const { return std::make_unique<float_copy>(); }
    [[nodiscard]] result operator()(const operations::quantize&) const { return of_quantized_graphs(); }
    [[nodiscard]] result operator()(const operations::dequantize&) const { return of_quantized_graphs(); }

private:
    template <class Operator>
    [[nodiscard]] result on_windows(Operator what) const {
        return std::make_unique<float_convolution<Operator>>(std::move(what), fused_, inputs_[0], output_);
    }
    template <class Operator>
    [[nodiscard]] result on_images(Operator what) const {
        return std::make_unique<float_on_images<Operator>>(std::move(what), inputs_[0], output_);
    }
    template <class Operator>
    [[nodiscard]] result on_values(Operator what) const {
        return std::make_unique<float_on_values<Operator>>(std::move(what));
    }
    template <class Function>
    [[nodiscard]] result applied(const Function& function) const {
        return on_values(op::float_apply<Function>(function));
    }
    [[nodiscard]] result of_quantized_graphs() const {
        fail(where(node_.name, node_.what), ": is an operation of quantized graphs");
    }

    template <std::size_t Rank>
    [[nodiscard]] tensor_view<const float, Rank> weights() const {
        const parameter& found = *find_parameter(node_.parameters, "weights");
        std::array<std::size_t, Rank> extents{};
        std::copy_n(found.extents.begin(), Rank, extents.begin());
        return {found.values.data(), extents};
    }
    [[nodiscard]] std::span<const float> bias() const { return values_of(node_.parameters, "bias"); }

    const node& node_;
    std::span<const shape> inputs_;
    const shape& output_;
    op::activation fused_;
};

/// The operator of a node of `network`, checked once more since parameters can change after it was appended. `fused`: what
/// it clamps to. Errors as `infer_shape`, and if a parameter has not as many values as its extents say.
[[nodiscard]] inline std::unique_ptr<const float_operator> make_float_operator(const model& network, const node& what,
                                                                               op::activation fused) {
    std::vector<shape> inputs;
    for (const tensor_id input : what.inputs) inputs.push_back(network[input].extents);
    static_cast<void>(infer_shape(what.name, what.what, inputs, what.parameters));
    check_value_counts(where(what.name, what.what), what.parameters);
    return std::visit(float_operator_maker(what, inputs, network[what.output].extents, fused), what.what);
}

} // namespace detail

} // namespace quanta::graph
