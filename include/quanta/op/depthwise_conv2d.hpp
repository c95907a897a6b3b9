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
#include <quanta/op/check_activation.hpp>
#include <quanta/op/depthwise_rows.hpp>
#include <quanta/op/depthwise_shape.hpp>
#include <quanta/op/depthwise_weights.hpp>
#include <quanta/op/finish.hpp>
#include <quanta/op/layer_output.hpp>
#include <quanta/op/pixel_output.hpp>
#include <quanta/op/product.hpp>
#include <quanta/op/wide_layer_output.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// A depthwise convolution in integers: output o reads input channel o / M, where M outputs read each input channel.
/// Activations are quantized with parameters that calibration found beforehand.
///
///     accumulator = bias_o + sum over taps of (input - input zero point) * (weight - weight zero point_o)   exact
///     output      = profile.requantize(accumulator, input scale * weight scale_o / output scale)     or
///     output      = float(accumulator) * float(input scale * weight scale_o)
///
/// Padding reads the input zero point. Accumulators have 32 bits, or 64 where activations are symmetric int16 (16x8:
/// `accumulator_limit`). Immutable: any number of threads may run one layer. It runs on the instruction set
/// that was selected when it was made. A layer that was moved from can be assigned to or destroyed, nothing else.
template <class Activations, WeightsFor<Activations> Weights, Profile Arithmetic = profile::quanta>
class depthwise_conv2d {
public:
    using input_type = typename Activations::storage_type;
    using weight_type = typename Weights::storage_type;
    using format = typename Activations::format;
    using bias_type = accumulator_type<format>; ///< in steps of the accumulator
    using input_view = tensor_view<const input_type, 4>;

    /// weights (OC, KH, KW, 1) of any strides with their parameters; bias (OC) in reals, or empty; all are copied.
    /// Errors name the value and the limit: an axis of zero, a depth other than 1, a window whose kernel is not the
    /// weights', a scale or zero point that is none, a bias or sum that the accumulator cannot hold.
    depthwise_conv2d(const tensor_view<const weight_type, 4>& weights,
                     const quantization<Weights, Arithmetic>& weight_params, std::span<const float> bias,
                     affine_params input, affine_params output, activation function, const window& moved,
                     const Arithmetic& profile = Arithmetic{})
        : depthwise_conv2d(weights, weight_params,
                           std::span<const bias_type>(quantize_bias<format>(name, profile, bias, input.scale,
                                                                            weight_params.scales(), weights.extent(0))),
                           input, output, function, moved, profile) {}

    /// The same with a bias (OC) in steps of the accumulator, of `accumulator_scales()` each.
    template <std::convertible_to<std::span<const bias_type>> Steps>
    depthwise_conv2d(const tensor_view<const weight_type, 4>& weights,
                     const quantization<Weights, Arithmetic>& weight_params, const Steps& bias, affine_params input,
                     affine_params output, activation function, const window& moved,
                     const Arithmetic& profile = Arithmetic{})
        : shape_(depthwise_shape::of(name, weights, moved)),
          weights_(name, weights, weight_params, input.zero_point, bias, isa::select()),
          padding_(shape_.outputs, static_cast<input_type>(input.zero_point)),
          output_(name, weights_.scales(), input, output, function, profile) {
        check_activation(name, function);
    }

    [[nodiscard]] const window& moved() const { return shape_.moved; }
    [[nodiscard]] std::size_t outputs() const { return shape_.outputs; } ///< OC
    [[nodiscard]] isa::id instruction_set() const { return weights_.packed().instruction_set(); }
    /// Bytes of integers, scales, zero points and bias.
    [[nodiscard]] std::size_t weight_bytes() const { return weights_.bytes() + sizeof(bias_type) * outputs(); }

    /// The real value of one step of each output's accumulator: input scale * weight scale (OC).
    [[nodiscard]] std::span<const float> accumulator_scales() const { return output_.accumulator_scales(); }

    /// (N, OH, OW, OC) for an input (N, H, W, IC). Errors: channels that do not divide the outputs, a window larger than
    /// the padded image.
    [[nodiscard]] image_extents output_extents(const image_extents& input) const {
        return shape_.output_extents(input);
    }

    /// Bytes of working memory that `run` needs for an input (N, H, W, IC) whose channels are neighbours, with an executor
    /// of `workers` workers.
    [[nodiscard]] std::size_t workspace_bytes(const image_extents& input, std::size_t workers) const {
        return workspace_bytes(input_view(padding_.data(), input), workers);
    }
    /// The same for an `input` of any strides.
    [[nodiscard]] std::size_t workspace_bytes(const input_view& input, std::size_t workers) const {
        return rows_of(input, output_extents(input.extents())).workspace_bytes(workers);
    }

    /// input (N, H, W, IC), output `output_extents` of integers, both of any strides. The output overlaps neither the
    /// input nor `memory`, which holds `workspace_bytes` and is aligned to `buffer_alignment`. Allocates nothing.
    template <Executor Workers>
    void run(const input_view& input, const tensor_view<input_type, 4>& output, std::span<std::byte> memory,
             Workers& executor) const {
        store_into(input, output, memory, executor);
    }

    /// The same with an output in reals: the layer after which a network leaves the integers.
    template <Executor Workers>
    void run(const input_view& input, const tensor_view<float, 4>& output, std::span<std::byte> memory,
             Workers& executor) const {
        store_into(input, output, memory, executor);
    }

    /// The same with stages of the caller's, which begin with the accumulators and end in a store. The output matrix is
    /// (N * OH * OW, OC), a row for each pixel in order. `accumulator_scales()` are what `epilogue::dequantize` needs.
    /// What the stages point at is theirs to get right.
    template <FinishOf<format> Finish, Executor Workers>
    void run(const input_view& input, const Finish& finish, std::span<std::byte> memory, Workers& executor) const {
        check_images_outside(name, "input", input, memory);
        compute(input, finish, memory, executor);
    }

    /// Any of these on the calling thread.
    template <class Output>
    void run(const input_view& input, const Output& output, std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

private:
    static constexpr const char* name = "op::depthwise_conv2d";

    [[nodiscard]] depthwise_rows<input_type> rows_of(const input_view& input, const image_extents& output) const {
        return {shape_.patches_of(input, output, padding_.data(), 0), weights_.packed()};
    }

    template <class T, Executor Workers>
    void store_into(const input_view& input, const tensor_view<T, 4>& output, std::span<std::byte> memory,
                    Workers& executor) const {
        check_extents(name, "the output", output.extents(), output_extents(input.extents()));
        check_images(name, input, output, memory);
        const auto finish = [this](std::size_t, std::size_t column, T* data, std::ptrdiff_t step) {
            return output_.stages(column, data, step);
        };
        compute(input, pixel_output(output, finish), memory, executor);
    }

    template <class Output, Executor Workers>
    void compute(const input_view& input, const Output& output, std::span<std::byte> memory, Workers& executor) const {
        const depthwise_rows<input_type> rows = rows_of(input, output_extents(input.extents()));
        const workspace pieces(name, memory, rows.workspace_bytes(check_workers(name, executor)));
        rows.run(output, memory.data(), executor);
    }

    depthwise_shape shape_;
    depthwise_weights<format, Weights, Arithmetic> weights_;
    std::vector<input_type> padding_; // (OC), the input zero point
    layer_output<Activations, Arithmetic> output_;
};

} // namespace quanta::op
