// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <utility>

#include <quanta/epilogue.hpp>
#include <quanta/graph/float_operator.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/float_linear.hpp>
#include <quanta/op/images.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

// Layers with weights are made without an activation; what they clamp to is chosen in each run, so that a network can
// show what a fused clamp passes over without a second copy of its weights.

/// Rows of clamped values at `data`, `stride` apart.
[[nodiscard]] inline auto clamped_rows(op::activation bounds, float* data, std::ptrdiff_t stride) {
    return epilogue::pipeline{epilogue::clamp{bounds.lowest, bounds.highest}, epilogue::store<float>{data, stride}};
}

class float_layer final : public float_operator {
public:
    float_layer(op::float_linear what, op::activation fused) : what_(std::move(what)), fused_(fused) {}

    [[nodiscard]] std::size_t workspace_bytes(std::size_t batch, std::size_t workers) const override {
        return what_.workspace_bytes(batch, workers);
    }
    void run(const call& operands) const override {
        const op::activation bounds = operands.is_clamped ? fused_ : op::activation::none;
        what_.run(operands.inputs[0], clamped_rows(bounds, operands.output.data(), operands.output.stride(0)),
                  operands.memory, operands.executor);
    }

private:
    op::float_linear what_;
    op::activation fused_;
};

/// A convolution of any kind, made for images of these shapes.
template <class Operator>
class float_convolution final : public float_operator {
public:
    float_convolution(Operator what, op::activation fused, shape input, shape output)
        : what_(std::move(what)), fused_(fused), input_(std::move(input)), output_(std::move(output)) {}

    [[nodiscard]] std::size_t workspace_bytes(std::size_t batch, std::size_t workers) const override {
        return what_.workspace_bytes(op::image_extents{batch, input_[0], input_[1], input_[2]}, workers);
    }
    /// All samples at once where the pixels of the outputs are evenly apart, else one by one.
    void run(const call& operands) const override {
        const op::activation bounds = operands.is_clamped ? fused_ : op::activation::none;
        const samples& output = operands.output;
        const std::size_t batch = output.extent(0), together = output.is_contiguous() ? batch : 1;
        for (std::size_t first = 0; first < batch; first += together) {
            const const_samples inputs(&operands.inputs[0](first, 0), {together, operands.inputs[0].extent(1)},
                                       operands.inputs[0].strides());
            what_.run(as_images(inputs, input_),
                      clamped_rows(bounds, &output(first, 0), static_cast<std::ptrdiff_t>(output_[2])), operands.memory,
                      operands.executor);
        }
    }

private:
    Operator what_;
    op::activation fused_;
    shape input_, output_;
};

} // namespace detail

} // namespace quanta::graph
