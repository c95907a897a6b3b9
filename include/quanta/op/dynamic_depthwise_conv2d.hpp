// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <quanta/core/inline_executor.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/depthwise_rows.hpp>
#include <quanta/op/depthwise_shape.hpp>
#include <quanta/op/depthwise_weights.hpp>
#include <quanta/op/dynamic_images.hpp>
#include <quanta/op/dynamic_output.hpp>
#include <quanta/op/pixel_output.hpp>
#include <quanta/op/product.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// A depthwise convolution on reals that computes in integers: each image of the input gets parameters of its own from
/// its minimum and maximum, in the call, so that nothing has to be calibrated, and no result depends on the rest of the
/// batch.
///
///     accumulator = sum over taps of (q - zero point_n) * (weight - weight zero point_o)                exact, 32 bits
///     output      = fma(float(accumulator), scale_n * weight scale_o, bias_o)
///
/// NaN and infinities in the input do not widen an image's range: NaN counts as zero, infinities as the ends of the range.
/// Padding reads 0. Images and channels as in `depthwise_conv2d`; immutable, as that is.
template <LayerActivations Activations, LayerWeights Weights, Profile Arithmetic = profile::quanta>
class dynamic_depthwise_conv2d {
public:
    using weight_type = typename Weights::storage_type;
    using quantized_type = typename Activations::storage_type;
    using format = typename Activations::format;
    using input_view = tensor_view<const float, 4>;

    /// weights (OC, KH, KW, 1) of any strides with their parameters; bias (OC) in reals, or empty; all are copied. Errors
    /// as `depthwise_conv2d`; the sums must be safe for every zero point that the input could get.
    dynamic_depthwise_conv2d(const tensor_view<const weight_type, 4>& weights,
                             const quantization<Weights, Arithmetic>& weight_params, std::span<const float> bias,
                             activation function, const window& moved, const Arithmetic& profile = Arithmetic{})
        : shape_(depthwise_shape::of(name, weights, moved)),
          weights_(name, weights, weight_params, 0, {}, isa::select()), finish_(name, outputs(), bias, function),
          profile_(profile) {
        for (const std::int32_t zero_point : {format::lowest, format::highest})
            check_taps<format, typename Weights::format>(taps_of(weights),
                                                         {zero_point, weight_params.zero_points(), {}});
        weight_sums_ = tap_sums(taps_of(weights), weight_params.zero_points());
    }

    [[nodiscard]] const window& moved() const { return shape_.moved; }
    [[nodiscard]] std::size_t outputs() const { return shape_.outputs; } ///< OC
    [[nodiscard]] isa::id instruction_set() const { return weights_.packed().instruction_set(); }
    /// Bytes of integers, scales, zero points and bias.
    [[nodiscard]] std::size_t weight_bytes() const { return weights_.bytes() + 4 * outputs(); }

    /// (N, OH, OW, OC) for an input (N, H, W, IC). Errors: channels that do not divide the outputs, a window larger than
    /// the padded image.
    [[nodiscard]] image_extents output_extents(const image_extents& input) const {
        return shape_.output_extents(input);
    }

    /// Bytes of working memory that `run` needs for an input (N, H, W, IC) of any strides with an executor of `workers`
    /// workers: the quantized images, the rest for the convolution.
    [[nodiscard]] std::size_t workspace_bytes(const image_extents& input, std::size_t workers) const {
        const tensor_view<const quantized_type, 4> quantized(&some_value, input);
        return images_type::bytes(input, input[3], workers) + finish_.bytes(input[0]) +
               rows_of(quantized, output_extents(input), &some_value).workspace_bytes(workers);
    }

    /// input (N, H, W, IC), output `output_extents`, both of any strides. The output overlaps neither the input nor
    /// `memory`, which holds `workspace_bytes` and is aligned to `buffer_alignment`. Allocates nothing.
    template <Executor Workers>
    void run(const input_view& input, const tensor_view<float, 4>& output, std::span<std::byte> memory,
             Workers& executor) const {
        const image_extents extents = output_extents(input.extents());
        check_extents(name, "the output", output.extents(), extents);
        check_images(name, input, output, memory);
        const std::size_t workers = check_workers(name, executor);
        workspace pieces(name, memory, workspace_bytes(input.extents(), workers));
        if (output.size() == 0) return;
        const images_type images(input.extents(), input.extent(3), workers, pieces, profile_);
        images.quantize(input, quantize_values_, executor);
        const auto columns = finish_.take(images.count(), pieces);
        finish_.fill(columns, images, weights_.scales(), std::span(weight_sums_));
        const tensor_view<const quantized_type, 4> quantized(images.image(0).data(), input.extents());
        const auto finish = [&](std::size_t row, std::size_t column, float* data, std::ptrdiff_t step) {
            return finish_.stages(columns, row / (extents[1] * extents[2]), column, data, step);
        };
        rows_of(quantized, extents, images.padding(0))
            .run(pixel_output(output, finish), pieces.template take<std::byte>(0), executor);
    }

    /// On the calling thread.
    void run(const input_view& input, const tensor_view<float, 4>& output, std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

private:
    static constexpr const char* name = "op::dynamic_depthwise_conv2d";
    static constexpr quantized_type some_value = 0; // where only sizes matter
    using images_type = dynamic_images<Activations, Arithmetic>;

    [[nodiscard]] depthwise_rows<quantized_type> rows_of(const tensor_view<const quantized_type, 4>& input,
                                                         const image_extents& output,
                                                         const quantized_type* padding) const {
        return {shape_.patches_of(input, output, padding, static_cast<std::ptrdiff_t>(input.extent(3))),
                weights_.packed()};
    }

    depthwise_shape shape_;
    depthwise_weights<format, Weights, Arithmetic> weights_;
    std::vector<std::int64_t> weight_sums_; // (OC), zero points taken off
    dynamic_output finish_;
    [[no_unique_address]] Arithmetic profile_;
    row_functions<float, quantized_type> quantize_values_ =
        select_row_functions<quanta::quantize_row, quantize_row_reference, float, quantized_type>(profile_);
};

} // namespace quanta::op
