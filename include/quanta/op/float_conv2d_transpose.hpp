// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include <quanta/core/inline_executor.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/convolve.hpp>
#include <quanta/op/float_weights.hpp>
#include <quanta/op/pixel_output.hpp>
#include <quanta/op/spread_rows.hpp>
#include <quanta/op/transposed_convolution.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// A transposed convolution in floats, as `conv2d_transpose` in integers. It is also the gradient of `float_conv2d` for its
/// input: with the same window, and the axes OC and IC of the weights exchanged.
/// Each output is a chain of fused multiply-adds that starts with the bias, taps in rising order of the pixels they read.
class float_conv2d_transpose {
public:
    using input_view = tensor_view<const float, 4>;

    /// weights (OC, KH, KW, IC / groups) of any strides, bias (OC) or empty; both are copied. `output_padding`: pixels that
    /// the output gets at the bottom and on the right beyond what the window gives. Errors as `float_conv2d`, and an output
    /// padding that is not below the stride or the dilation, more than 4096 phases.
    float_conv2d_transpose(const tensor_view<const float, 4>& weights, std::span<const float> bias, activation function,
                           const window& moved, size2d output_padding, std::size_t groups = 1)
        : shape_(transposed_shape::of(name, weights, moved, output_padding, groups)), phases_(shape_.phases()),
          weights_(pack_phases(weights, phases_,
                               [&](const tensor_view<const float, 2>& matrix) {
                                   return float_weights(name, matrix, bias, isa::select(), groups);
                               })),
          padding_(shape_.padding_values()), function_(function) {}

    [[nodiscard]] const window& moved() const { return shape_.moved; }
    [[nodiscard]] std::size_t inputs() const { return shape_.inputs; }   ///< IC
    [[nodiscard]] std::size_t outputs() const { return shape_.outputs; } ///< OC
    [[nodiscard]] std::size_t groups() const { return shape_.groups; }
    [[nodiscard]] isa::id instruction_set() const { return weights_[0].packed().instruction_set(); }
    /// Bytes of weights and bias.
    [[nodiscard]] std::size_t weight_bytes() const { return (shape_.weights() + outputs()) * sizeof(float); }

    /// (N, OH, OW, OC) for an input (N, H, W, IC): (H - 1) * stride + reach + output padding - padding along each axis.
    /// Errors: other channels, an image without pixels, padding that leaves no output.
    [[nodiscard]] image_extents output_extents(const image_extents& input) const {
        return shape_.output_extents(input);
    }

    /// Bytes of working memory that `run` needs for an input (N, H, W, IC) whose channels are neighbours, with an executor
    /// of `workers` workers.
    [[nodiscard]] std::size_t workspace_bytes(const image_extents& input, std::size_t workers) const {
        return workers * own_bytes(output_extents(input), true);
    }
    /// The same for an `input` of any strides.
    [[nodiscard]] std::size_t workspace_bytes(const input_view& input, std::size_t workers) const {
        return workers * own_bytes(output_extents(input.extents()), shape_.has_neighbours(input));
    }

    /// input (N, H, W, IC), output `output_extents`, both of any strides. The output overlaps neither the input nor
    /// `memory`, which holds `workspace_bytes` and is aligned to `buffer_alignment`. Allocates nothing.
    template <Executor Workers>
    void run(const input_view& input, const tensor_view<float, 4>& output, std::span<std::byte> memory,
             Workers& executor) const {
        const image_extents extents = output_extents(input.extents());
        check_extents(name, "the output", output.extents(), extents);
        check_images(name, input, output, memory);
        compute(input, extents, memory, executor, [&](const transposed_phase& phase, std::size_t group) {
            const std::size_t count = shape_.group_outputs();
            return pixel_output(channels_of(phase.part_of(output), group * count, count),
                                [this](std::size_t, std::size_t, float* data, std::ptrdiff_t step) {
                                    return epilogue::pipeline{epilogue::clamp{function_.lowest, function_.highest},
                                                              epilogue::store<float>{data, step}};
                                });
        });
    }

    /// The same with stages of the caller's in place of the activation, which end in a store. The output matrix is
    /// (N * OH * OW, OC), a row for each pixel in order. What the stages point at is theirs to get right.
    template <class... Stages, Executor Workers>
    void run(const input_view& input, const epilogue::pipeline<Stages...>& finish, std::span<std::byte> memory,
             Workers& executor) const {
        check_images_outside(name, "input", input, memory);
        const image_extents extents = output_extents(input.extents());
        compute(input, extents, memory, executor, [&](const transposed_phase& phase, std::size_t group) {
            return spread_rows(finish, phase, extents, group * shape_.group_outputs());
        });
    }

    /// Any of these on the calling thread.
    template <class Output>
    void run(const input_view& input, const Output& output, std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

private:
    static constexpr const char* name = "op::float_conv2d_transpose";

    [[nodiscard]] std::size_t own_bytes(const image_extents& output, bool neighbours) const {
        return workspace::size_of<std::byte>(
            shape_.own_bytes(weights_[0].packed().format(), phases_, output, neighbours));
    }

    /// `output_of(phase, group)`: where the tiles of a phase go.
    template <Executor Workers, class OutputOf>
    void compute(const input_view& input, const image_extents& output, std::span<std::byte> memory, Workers& executor,
                 const OutputOf& output_of) const {
        const workspace pieces(name, memory, workspace_bytes(input, check_workers(name, executor)));
        const std::size_t own = own_bytes(output, shape_.has_neighbours(input));
        for (std::size_t index = 0; index < phases_.size(); ++index) {
            const transposed_phase& phase = phases_[index];
            const float_weights& packed = weights_[index];
            const convolution_products products{instruction_set(), packed.packed().layout(), phase.rows(output),
                                                groups(), own};
            if (products.rows == 0) continue;
            products.run(
                executor, memory.data(),
                [&](std::size_t group) { return shape_.patches_of(input, output, phase, group, padding_.data()); },
                [&](std::size_t group) -> const auto& { return packed.packed(group); },
                [&](std::size_t group) { return output_of(phase, group); });
        }
    }

    transposed_shape shape_;
    std::vector<transposed_phase> phases_;
    std::vector<float_weights> weights_; // of each phase
    std::vector<float> padding_;         // (KW, IC / groups), zeros
    activation function_;
};

} // namespace quanta::op
