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
#include <quanta/op/dynamic_images.hpp>
#include <quanta/op/dynamic_output.hpp>
#include <quanta/op/dynamic_products.hpp>
#include <quanta/op/summed_weights.hpp>
#include <quanta/op/transposed_convolution.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// A transposed convolution on reals that computes in integers: each image of the input gets parameters of its own from its
/// minimum and maximum, in the call, so that nothing has to be calibrated, and no result depends on the rest of the batch.
///
///     accumulator(n, y, x, o) = sum over taps (k, l), pixels (i, j) and channels c of the output's group with
///                               i * stride + k * dilation - top == y and j * stride + l * dilation - left == x of
///                               (q(n, i, j, c) - zero point_n) * (weight(o, k, l, c) - weight zero point_o)
///                                                                                                    exact, 32 bits
///     output                  = fma(float(accumulator), scale_n * weight scale_o, bias_o)
///
/// NaN and infinities in the input do not widen an image's range: NaN counts as zero, infinities as the ends of the range.
/// Images, groups and phases as in `conv2d_transpose`; immutable, as `conv2d` is.
template <LayerActivations Activations, LayerWeights Weights, Profile Arithmetic = profile::quanta>
class dynamic_conv2d_transpose {
public:
    using weight_type = typename Weights::storage_type;
    using quantized_type = typename Activations::storage_type;
    using format = typename Activations::format;
    using input_view = tensor_view<const float, 4>;

    /// weights (OC, KH, KW, IC / groups) with their parameters, not flipped; bias (OC) in reals, or empty;
    /// `output_padding`: pixels that the output gets at the bottom and on the right beyond what the window gives. All are
    /// copied. Errors as `conv2d_transpose`; the depth must be safe for every zero point that the input could get.
    dynamic_conv2d_transpose(const tensor_view<const weight_type, 4>& weights,
                             const quantization<Weights, Arithmetic>& weight_params, std::span<const float> bias,
                             activation function, const window& moved, size2d output_padding, std::size_t groups = 1,
                             const Arithmetic& profile = Arithmetic{})
        : shape_(transposed_shape::of(name, weights, moved, output_padding, groups)), phases_(shape_.phases()),
          weights_(pack_phases(weights, phases_,
                               [&](const tensor_view<const weight_type, 2>& matrix) {
                                   return packed_phase(name, matrix, weight_params, isa::select(), groups);
                               })),
          finish_(name, outputs(), bias, function), profile_(profile) {}

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

    /// (N, OH, OW, OC) for an input (N, H, W, IC): (H - 1) * stride + reach + output padding - padding along each axis.
    /// Errors: other channels, an image without pixels, padding that leaves no output.
    [[nodiscard]] image_extents output_extents(const image_extents& input) const {
        return shape_.output_extents(input);
    }

    /// Bytes of working memory that `run` needs for an input (N, H, W, IC) of any strides with an executor of `workers`
    /// workers: the quantized images, and what a product needs.
    [[nodiscard]] std::size_t workspace_bytes(const image_extents& input, std::size_t workers) const {
        const image_extents output = output_extents(input);
        return images_type::bytes(input, shape_.padding_values(), workers) + finish_.bytes(input[0]) +
               workspace::size_of<std::int32_t>(sum_count(output)) + workers * own_bytes(output);
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
        const images_type images(input.extents(), shape_.padding_values(), workers, pieces, profile_);
        images.quantize(input, quantize_values_, executor);
        const auto columns = finish_.take(images.count(), pieces);
        auto* sums = pieces.template take<std::int32_t>(sum_count(extents));
        auto* memories = pieces.template take<std::byte>(0);
        const std::size_t own = own_bytes(extents);
        for (std::size_t index = 0; index < phases_.size(); ++index) {
            const transposed_phase& phase = phases_[index];
            if (phase.rows(extents) == 0) continue;
            const products_type part{images, weights_[index], finish_, columns, sums, own};
            part.run(phase.part_of(output), memories, executor, [&](std::size_t image, std::size_t group) {
                return shape_.patches_of(images.image(image), extents, phase, group, images.padding(image));
            });
        }
    }

    /// On the calling thread.
    void run(const input_view& input, const tensor_view<float, 4>& output, std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

private:
    static constexpr const char* name = "op::dynamic_conv2d_transpose";
    using images_type = dynamic_images<Activations, Arithmetic>;
    using packed_phase = summed_weights<format, Weights, Arithmetic>;
    using products_type = dynamic_products<Activations, Weights, Arithmetic>;

    /// Sums of the largest phase, which is the first; the others use the same memory.
    [[nodiscard]] std::size_t sum_count(const image_extents& output) const {
        return products_type::sum_count(phases_[0].part_of(output), groups());
    }
    [[nodiscard]] std::size_t own_bytes(const image_extents& output) const {
        const image_extents image{1, output[1], output[2], output[3]};
        return workspace::size_of<std::byte>(shape_.own_bytes(weights_[0].packed().format(), phases_, image, true));
    }

    transposed_shape shape_;
    std::vector<transposed_phase> phases_;
    std::vector<packed_phase> weights_; // of each phase
    dynamic_output finish_;
    [[no_unique_address]] Arithmetic profile_;
    row_functions<float, quantized_type> quantize_values_ =
        select_row_functions<quanta::quantize_row, quantize_row_reference, float, quantized_type>(profile_);
};

} // namespace quanta::op
