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
#include <quanta/op/convolution.hpp>
#include <quanta/op/convolve.hpp>
#include <quanta/op/finish.hpp>
#include <quanta/op/layer_output.hpp>
#include <quanta/op/pixel_output.hpp>
#include <quanta/op/quantized_weights.hpp>
#include <quanta/op/shifted_columns.hpp>
#include <quanta/op/wide_layer_output.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// A convolution in integers: activations are quantized with parameters that calibration found beforehand.
///
///     accumulator = bias_o + sum over taps (i, j) and channels c of the output's group
///                   (input(n, y * stride + i * dilation - top, x * stride + j * dilation - left, c) - input zero point)
///                   * (weight(o, i, j, c) - weight zero point_o)                          exact
///     output      = profile.requantize(accumulator, input scale * weight scale_o / output scale)     or
///     output      = float(accumulator) * float(input scale * weight scale_o)
///
/// Padding reads the input zero point. Images are (N, H, W, C) of any strides: an NCHW tensor is such a view; channels that
/// are neighbours are read in place. The output of group g, OC / groups channels from g * OC / groups on, reads the
/// IC / groups channels from g * IC / groups on.
///
/// Accumulators have 32 bits, or 64 where activations are symmetric int16 (16x8: `accumulator_limit`).
/// Immutable: any number of threads may run one layer. It runs on the instruction set that was selected when it was made.
/// A layer that was moved from can be assigned to or destroyed, nothing else. `profile::any`, which is known at run time
/// only, is given to the constructor; all other profiles are empty types.
template <class Activations, WeightsFor<Activations> Weights, Profile Arithmetic = profile::quanta>
class conv2d {
public:
    using input_type = typename Activations::storage_type;
    using weight_type = typename Weights::storage_type;
    using format = typename Activations::format;
    using bias_type = accumulator_type<format>; ///< in steps of the accumulator
    using input_view = tensor_view<const input_type, 4>;

    /// weights (OC, KH, KW, IC / groups) with their parameters; bias (OC) in reals, or empty; all are copied.
    /// Errors name the value and the limit: an axis of zero, a window whose kernel is not the weights', groups that do not
    /// divide the outputs, sizes that do not fit, a scale or zero point that is none, a bias or depth that the accumulator
    /// cannot hold.
    conv2d(const tensor_view<const weight_type, 4>& weights, const quantization<Weights, Arithmetic>& weight_params,
           std::span<const float> bias, affine_params input, affine_params output, activation function,
           const window& moved, std::size_t groups = 1, const Arithmetic& profile = Arithmetic{})
        : conv2d(weights, weight_params,
                 std::span<const bias_type>(quantize_bias<format>(name, profile, bias, input.scale,
                                                                  weight_params.scales(), weights.extent(0))),
                 input, output, function, moved, groups, profile) {}

    /// The same with a bias (OC) in steps of the accumulator, of `accumulator_scales()` each.
    template <std::convertible_to<std::span<const bias_type>> Steps>
    conv2d(const tensor_view<const weight_type, 4>& weights, const quantization<Weights, Arithmetic>& weight_params,
           const Steps& bias, affine_params input, affine_params output, activation function, const window& moved,
           std::size_t groups = 1, const Arithmetic& profile = Arithmetic{})
        : shape_(convolution_shape::of(name, weights, moved, groups)),
          weights_(name, weight_matrix(weights).view(), weight_params, input.zero_point, bias, isa::select(), groups),
          padding_(shape_.padding_values(), static_cast<input_type>(input.zero_point)),
          input_zero_point_(input.zero_point), output_(name, weights_.scales(), input, output, function, profile) {}

    [[nodiscard]] const window& moved() const { return shape_.moved; }
    [[nodiscard]] std::size_t inputs() const { return shape_.inputs; }   ///< IC
    [[nodiscard]] std::size_t outputs() const { return shape_.outputs; } ///< OC
    [[nodiscard]] std::size_t groups() const { return shape_.groups; }
    [[nodiscard]] isa::id instruction_set() const { return weights_.packed().instruction_set(); }
    /// Bytes of integers, scales, zero points and bias.
    [[nodiscard]] std::size_t weight_bytes() const { return weights_.bytes() + sizeof(bias_type) * outputs(); }

    /// The real value of one step of each output's accumulator: input scale * weight scale (OC).
    [[nodiscard]] std::span<const float> accumulator_scales() const { return output_.accumulator_scales(); }

    /// (N, OH, OW, OC) for an input (N, H, W, IC). Errors: other channels, a window larger than the padded image.
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

    /// The same with stages of the caller's, which begin with the accumulators and end in a store: a residual that is
    /// added, a function of the caller's. The output matrix is (N * OH * OW, OC), a row for each pixel in order.
    /// `accumulator_scales()` are what `epilogue::dequantize` needs. What the stages point at is theirs to get right:
    /// values apart from the input and from `memory`.
    template <FinishOf<format> Finish, Executor Workers>
    void run(const input_view& input, const Finish& finish, std::span<std::byte> memory, Workers& executor) const {
        check_images_outside(name, "input", input, memory);
        const image_extents extents = output_extents(input.extents());
        compute(input, extents, memory, executor, [&](std::size_t group, const std::int32_t* sums) {
            const std::size_t first = group * shape_.group_outputs();
            if constexpr (Weights::is_symmetric) {
                static_cast<void>(sums);
                return shifted_columns(finish, first);
            } else {
                const epilogue::zero_point_correction correction{sums, weights_.zero_points().data()};
                return shifted_columns(finish.preceded_by(correction), first);
            }
        });
    }

    /// Any of these on the calling thread.
    template <class Output>
    void run(const input_view& input, const Output& output, std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

private:
    static constexpr const char* name = "op::conv2d";

    [[nodiscard]] std::size_t workspace_bytes(const image_extents& input, std::size_t workers, bool neighbours) const {
        const image_extents output = output_extents(input);
        const std::size_t rows = output[0] * output[1] * output[2];
        return workspace::size_of<std::int32_t>(Weights::is_symmetric ? 0 : rows * groups()) +
               workers * workspace::size_of<std::byte>(own_bytes(rows, neighbours));
    }
    [[nodiscard]] std::size_t own_bytes(std::size_t rows, bool neighbours) const {
        const tile_format& tiles = weights_.packed().format();
        return shape_.reading(tiles, neighbours).workspace_bytes(tiles, rows);
    }

    template <class T, Executor Workers>
    void finish_images(const input_view& input, const tensor_view<T, 4>& output, std::span<std::byte> memory,
                       Workers& executor) const {
        const image_extents extents = output_extents(input.extents());
        check_extents(name, "the output", output.extents(), extents);
        check_images(name, input, output, memory);
        compute(input, extents, memory, executor, [&](std::size_t group, const std::int32_t* sums) {
            const std::size_t first = group * shape_.group_outputs();
            const auto finish = [this, first, sums](std::size_t row, std::size_t column, T* data, std::ptrdiff_t step) {
                const auto stages = output_.stages(first + column, data, step);
                if constexpr (Weights::is_symmetric) {
                    static_cast<void>(row);
                    static_cast<void>(sums);
                    return stages;
                } else {
                    const std::int32_t* zero_points = weights_.zero_points().data() + first + column;
                    return stages.preceded_by(epilogue::zero_point_correction{sums + row, zero_points});
                }
            };
            return pixel_output(channels_of(output, first, shape_.group_outputs()), finish);
        });
    }

    /// `output_of(group, sums)`: where the tiles of a group go; `sums`: of its patches' rows, where weights are asymmetric.
    template <Executor Workers, class OutputOf>
    void compute(const input_view& input, const image_extents& output, std::span<std::byte> memory, Workers& executor,
                 const OutputOf& output_of) const {
        const std::size_t rows = output[0] * output[1] * output[2];
        workspace pieces(name, memory, workspace_bytes(input, check_workers(name, executor)));
        std::int32_t* sums = pieces.template take<std::int32_t>(Weights::is_symmetric ? 0 : rows * groups());
        const std::size_t own = workspace::size_of<std::byte>(own_bytes(rows, shape_.has_neighbours(input)));
        const convolution_products products{instruction_set(), weights_.packed().layout(), rows, groups(), own};
        const auto patches_of = [&](std::size_t group) {
            return shape_.patches_of(input, output, group, padding_.data());
        };
        if constexpr (!Weights::is_symmetric)
            products.sum_rows(
                executor, [&](std::size_t) { return input_zero_point_; }, patches_of,
                [&](std::size_t group, std::size_t row, std::int32_t sum) { sums[group * rows + row] = sum; });
        products.run(
            executor, pieces.template take<std::byte>(0),
            patches_of, [&](std::size_t group) -> const auto& { return weights_.packed(group); },
            [&](std::size_t group) { return output_of(group, sums + group * rows); });
    }

    convolution_shape shape_;
    quantized_weights<format, Weights, Arithmetic> weights_;
    std::vector<input_type> padding_; // (KW, IC / groups), the input zero point
    std::int32_t input_zero_point_;
    layer_output<Activations, Arithmetic> output_;
};

} // namespace quanta::op
