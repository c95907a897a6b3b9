// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <quanta/core/inline_executor.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/convolve.hpp>
#include <quanta/op/layer_output.hpp>
#include <quanta/op/pixel_output.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/op/spread_rows.hpp>
#include <quanta/op/transposed_convolution.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// A transposed convolution in integers, as PyTorch and ONNX define ConvTranspose: the gradient of a convolution with the
/// same window, made to upsample. Input pixel (i, j) adds to output pixel (i * stride + k * dilation - top, ...) for each
/// tap k:
///
///     accumulator(n, y, x, o) = bias_o + sum over taps (k, l), pixels (i, j) and channels c of the output's group with
///                               i * stride + k * dilation - top == y and j * stride + l * dilation - left == x of
///                               (input(n, i, j, c) - input zero point) * (weight(o, k, l, c) - weight zero point_o)
///     output                  = as `conv2d`
///
/// Outputs that read the same taps, stride * stride phases of them, are convolutions of their own with stride 1: the sums
/// are exact, and nothing is multiplied with zeros. Immutable, as `conv2d` is.
template <LayerActivations Activations, LayerWeights Weights, Profile Arithmetic = profile::quanta>
class conv2d_transpose {
public:
    using input_type = typename Activations::storage_type;
    using weight_type = typename Weights::storage_type;
    using format = typename Activations::format;
    using input_view = tensor_view<const input_type, 4>;

    /// weights (OC, KH, KW, IC / groups) with their parameters, not flipped (PyTorch's (IC, OC, KH, KW) is such a view with
    /// other strides); bias (OC) in reals, or empty; `output_padding`: pixels that the output gets at the bottom and on the
    /// right beyond what the window gives. All are copied. Errors as `conv2d`, and an output padding that is not below the
    /// stride or the dilation, more than 4096 phases.
    conv2d_transpose(const tensor_view<const weight_type, 4>& weights,
                     const quantization<Weights, Arithmetic>& weight_params, std::span<const float> bias,
                     affine_params input, affine_params output, activation function, const window& moved,
                     size2d output_padding, std::size_t groups = 1, const Arithmetic& profile = Arithmetic{})
        : conv2d_transpose(weights, weight_params,
                           std::span<const std::int32_t>(quantize_bias<typename Activations::format>(
                               name, profile, bias, input.scale, weight_params.scales(), weights.extent(0))),
                           input, output, function, moved, output_padding, groups, profile) {}

    /// The same with a bias (OC) in steps of the accumulator, of `accumulator_scales()` each.
    template <std::convertible_to<std::span<const std::int32_t>> Steps>
    conv2d_transpose(const tensor_view<const weight_type, 4>& weights,
                     const quantization<Weights, Arithmetic>& weight_params, const Steps& bias, affine_params input,
                     affine_params output, activation function, const window& moved, size2d output_padding,
                     std::size_t groups = 1, const Arithmetic& profile = Arithmetic{})
        : shape_(transposed_shape::of(name, weights, moved, output_padding, groups)), phases_(shape_.phases()),
          weights_(pack_phases(weights, phases_,
                               [&](const tensor_view<const weight_type, 2>& matrix) {
                                   return packed_phase(name, matrix, weight_params, input.zero_point, bias,
                                                       isa::select(), groups);
                               })),
          padding_(shape_.padding_values(), static_cast<input_type>(input.zero_point)),
          input_zero_point_(input.zero_point), output_(name, weights_[0].scales(), input, output, function, profile) {}

    [[nodiscard]] const window& moved() const { return shape_.moved; }
    [[nodiscard]] std::size_t inputs() const { return shape_.inputs; }   ///< IC
    [[nodiscard]] std::size_t outputs() const { return shape_.outputs; } ///< OC
    [[nodiscard]] std::size_t groups() const { return shape_.groups; }
    [[nodiscard]] isa::id instruction_set() const { return weights_[0].packed().instruction_set(); }
    /// Bytes of integers, scales, zero points and bias.
    [[nodiscard]] std::size_t weight_bytes() const {
        return shape_.weights() * sizeof(weight_type) +
               4 * (outputs() + weights_[0].scales().size() + weights_[0].zero_points().size());
    }

    /// The real value of one step of each output's accumulator: input scale * weight scale (OC).
    [[nodiscard]] std::span<const float> accumulator_scales() const { return output_.accumulator_scales(); }

    /// (N, OH, OW, OC) for an input (N, H, W, IC): (H - 1) * stride + reach + output padding - padding along each axis.
    /// Errors: other channels, an image without pixels, padding that leaves no output.
    [[nodiscard]] image_extents output_extents(const image_extents& input) const {
        return shape_.output_extents(input);
    }

    /// Bytes of working memory that `run` needs for an input (N, H, W, IC) whose channels are neighbours, with an executor
    /// of `workers` workers.
    [[nodiscard]] std::size_t workspace_bytes(const image_extents& input, std::size_t workers) const {
        return workspace_bytes(input, workers, true);
    }
    /// The same for an `input` of any strides.
    [[nodiscard]] std::size_t workspace_bytes(const input_view& input, std::size_t workers) const {
        return workspace_bytes(input.extents(), workers, shape_.has_neighbours(input));
    }

    /// input (N, H, W, IC), output `output_extents` of integers, both of any strides. The output overlaps neither the input
    /// nor `memory`, which holds `workspace_bytes` and is aligned to `buffer_alignment`. Allocates nothing.
    template <Executor Workers>
    void run(const input_view& input, const tensor_view<input_type, 4>& output, std::span<std::byte> memory,
             Workers& executor) const {
        finish_images(input, output, memory, executor);
    }

    /// The same with an output in reals: the layer after which a network leaves the integers.
    template <Executor Workers>
    void run(const input_view& input, const tensor_view<float, 4>& output, std::span<std::byte> memory,
             Workers& executor) const {
        finish_images(input, output, memory, executor);
    }

    /// The same with stages of the caller's, which begin with the accumulators and end in a store. The output matrix is
    /// (N * OH * OW, OC), a row for each pixel in order. What the stages point at is theirs to get right: values apart from
    /// the input and from `memory`.
    template <class... Stages, Executor Workers>
    void run(const input_view& input, const epilogue::pipeline<Stages...>& finish, std::span<std::byte> memory,
             Workers& executor) const {
        check_images_outside(name, "input", input, memory);
        const image_extents extents = output_extents(input.extents());
        const auto row_of = [&](const transposed_phase& phase, std::size_t row) { return phase.row_of(row, extents); };
        const auto output_of = [&](const transposed_phase& phase, std::size_t group, const std::int32_t* sums) {
            const std::size_t first = group * shape_.group_outputs();
            if constexpr (Weights::is_symmetric) {
                static_cast<void>(sums);
                return spread_rows(finish, phase, extents, first);
            } else {
                const epilogue::zero_point_correction correction{sums, weights_[0].zero_points().data()};
                return spread_rows(finish.preceded_by(correction), phase, extents, first);
            }
        };
        compute(input, extents, memory, executor, row_of, output_of);
    }

    /// Any of these on the calling thread.
    template <class Output>
    void run(const input_view& input, const Output& output, std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

private:
    static constexpr const char* name = "op::conv2d_transpose";
    using packed_phase = quantized_weights<format, Weights, Arithmetic>;

    [[nodiscard]] std::size_t workspace_bytes(const image_extents& input, std::size_t workers, bool neighbours) const {
        const image_extents output = output_extents(input);
        const std::size_t sums = Weights::is_symmetric ? 0 : output[0] * output[1] * output[2] * groups();
        return workspace::size_of<std::int32_t>(sums) + workers * own_bytes(output, neighbours);
    }
    [[nodiscard]] std::size_t own_bytes(const image_extents& output, bool neighbours) const {
        return workspace::size_of<std::byte>(
            shape_.own_bytes(weights_[0].packed().format(), phases_, output, neighbours));
    }

    template <class T, Executor Workers>
    void finish_images(const input_view& input, const tensor_view<T, 4>& output, std::span<std::byte> memory,
                       Workers& executor) const {
        const image_extents extents = output_extents(input.extents());
        check_extents(name, "the output", output.extents(), extents);
        check_images(name, input, output, memory);
        const auto row_of = [](const transposed_phase&, std::size_t row) { return row; };
        const auto output_of = [&](const transposed_phase& phase, std::size_t group, const std::int32_t* sums) {
            const std::size_t count = shape_.group_outputs(), first = group * count;
            const auto finish = [this, first, sums](std::size_t row, std::size_t column, T* data, std::ptrdiff_t step) {
                const auto stages = output_.stages(first + column, data, step);
                if constexpr (Weights::is_symmetric) {
                    static_cast<void>(row);
                    static_cast<void>(sums);
                    return stages;
                } else {
                    const std::int32_t* zero_points = weights_[0].zero_points().data() + first + column;
                    return stages.preceded_by(epilogue::zero_point_correction{sums + row, zero_points});
                }
            };
            return pixel_output(channels_of(phase.part_of(output), first, count), finish);
        };
        compute(input, extents, memory, executor, row_of, output_of);
    }

    /// `row_of(phase, row)`: where the sum of a phase's row goes; `output_of(phase, group, sums)`: where its tiles go.
    template <Executor Workers, class RowOf, class OutputOf>
    void compute(const input_view& input, const image_extents& output, std::span<std::byte> memory, Workers& executor,
                 const RowOf& row_of, const OutputOf& output_of) const {
        const std::size_t rows = output[0] * output[1] * output[2],
                          own = own_bytes(output, shape_.has_neighbours(input));
        workspace pieces(name, memory, workspace_bytes(input, check_workers(name, executor)));
        std::int32_t* sums = pieces.template take<std::int32_t>(Weights::is_symmetric ? 0 : rows * groups());
        std::byte* memories = pieces.template take<std::byte>(0);
        for (std::size_t index = 0; index < phases_.size(); ++index) {
            const transposed_phase& phase = phases_[index];
            const packed_phase& packed = weights_[index];
            const auto patches_of = [&](std::size_t group) {
                return shape_.patches_of(input, output, phase, group, padding_.data());
            };
            const convolution_products products{instruction_set(), packed.packed().layout(), phase.rows(output),
                                                groups(), own};
            if (products.rows == 0) continue;
            if constexpr (!Weights::is_symmetric)
                products.sum_rows(
                    executor, [&](std::size_t) { return input_zero_point_; }, patches_of,
                    [&](std::size_t group, std::size_t row, std::int32_t sum) {
                        sums[group * rows + row_of(phase, row)] = sum;
                    });
            products.run(
                executor, memories, patches_of, [&](std::size_t group) -> const auto& { return packed.packed(group); },
                [&](std::size_t group) { return output_of(phase, group, sums + group * rows); });
        }
    }

    transposed_shape shape_;
    std::vector<transposed_phase> phases_;
    std::vector<packed_phase> weights_; // of each phase
    std::vector<input_type> padding_;   // (KW, IC / groups), the input zero point
    std::int32_t input_zero_point_;
    layer_output<Activations, Arithmetic> output_;
};

} // namespace quanta::op
