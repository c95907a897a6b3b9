// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <quanta/core/inline_executor.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/convolution.hpp>
#include <quanta/op/convolve.hpp>
#include <quanta/op/float_weights.hpp>
#include <quanta/op/pixel_output.hpp>
#include <quanta/op/shifted_columns.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// output(n, y, x, o) = activation(bias_o + sum over taps and channels of input * weight) in floats, as `conv2d` in
/// integers: what integer layers are compared with, and the forward pass of training. Padding reads 0.
/// Each output is a chain of fused multiply-adds in order of (down, across, channel) that starts with the bias (on the
/// portable path the multiply-adds are fused only where the translation unit's instruction set fuses them).
class float_conv2d {
public:
    using input_view = tensor_view<const float, 4>;

    /// weights (OC, KH, KW, IC / groups) of any strides, bias (OC) or empty; both are copied. Errors: an axis of zero, a
    /// window whose kernel is not the weights', groups that do not divide the outputs, a bias of other size.
    float_conv2d(const tensor_view<const float, 4>& weights, std::span<const float> bias, activation function,
                 const window& moved, std::size_t groups = 1)
        : shape_(convolution_shape::of(name, weights, moved, groups)),
          packed_(name, weight_matrix(weights).view(), bias, isa::select(), groups), padding_(shape_.padding_values()),
          function_(function) {}

    [[nodiscard]] const window& moved() const { return shape_.moved; }
    [[nodiscard]] std::size_t inputs() const { return shape_.inputs; }   ///< IC
    [[nodiscard]] std::size_t outputs() const { return shape_.outputs; } ///< OC
    [[nodiscard]] std::size_t groups() const { return shape_.groups; }
    [[nodiscard]] isa::id instruction_set() const { return packed_.packed().instruction_set(); }
    [[nodiscard]] std::size_t weight_bytes() const { return packed_.bytes(); } ///< of weights and bias

    /// (N, OH, OW, OC) for an input (N, H, W, IC). Errors: other channels, a window larger than the padded image.
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
        compute(input, extents, memory, executor, [&](std::size_t group) {
            const std::size_t count = shape_.group_outputs();
            return pixel_output(channels_of(output, group * count, count),
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
        compute(input, output_extents(input.extents()), memory, executor,
                [&](std::size_t group) { return shifted_columns(finish, group * shape_.group_outputs()); });
    }

    /// Any of these on the calling thread.
    template <class Output>
    void run(const input_view& input, const Output& output, std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

private:
    static constexpr const char* name = "op::float_conv2d";

    [[nodiscard]] std::size_t own_bytes(const image_extents& output, bool neighbours) const {
        const tile_format& tiles = packed_.packed().format();
        return workspace::size_of<std::byte>(
            shape_.reading(tiles, neighbours).workspace_bytes(tiles, output[0] * output[1] * output[2]));
    }

    /// `output_of(group)`: where the tiles of a group go.
    template <Executor Workers, class OutputOf>
    void compute(const input_view& input, const image_extents& output, std::span<std::byte> memory, Workers& executor,
                 const OutputOf& output_of) const {
        const std::size_t rows = output[0] * output[1] * output[2];
        const workspace pieces(name, memory, workspace_bytes(input, check_workers(name, executor)));
        const std::size_t own = own_bytes(output, shape_.has_neighbours(input));
        const convolution_products products{instruction_set(), packed_.packed().layout(), rows, groups(), own};
        products.run(
            executor, memory.data(),
            [&](std::size_t group) { return shape_.patches_of(input, output, group, padding_.data()); },
            [&](std::size_t group) -> const auto& { return packed_.packed(group); }, output_of);
    }

    convolution_shape shape_;
    float_weights packed_;
    std::vector<float> padding_; // (KW, IC / groups), zeros
    activation function_;
};

} // namespace quanta::op
