// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
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
#include <quanta/op/dynamic_images.hpp>
#include <quanta/op/pixel_output.hpp>
#include <quanta/op/quantized_weights.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// A convolution on reals that computes in integers: each image of the input gets parameters of its own from its minimum
/// and maximum, in the call, so that nothing has to be calibrated, and no result depends on the rest of the batch.
///
///     accumulator = sum over taps and channels of (q - zero point_n) * (weight - weight zero point_o)    exact, 32 bits
///     output      = fma(float(accumulator), scale_n * weight scale_o, bias_o)
///
/// NaN and infinities in the input do not widen an image's range: NaN counts as zero, infinities as the ends of the range.
/// Padding reads 0. Images and groups as in `conv2d`; immutable, as `conv2d` is.
template <LayerActivations Activations, LayerWeights Weights, Profile Arithmetic = profile::quanta>
class dynamic_conv2d {
public:
    using weight_type = typename Weights::storage_type;
    using quantized_type = typename Activations::storage_type;
    using format = typename Activations::format;
    using input_view = tensor_view<const float, 4>;

    /// weights (OC, KH, KW, IC / groups) with their parameters; bias (OC) in reals, or empty; all are copied. Errors as
    /// `conv2d`; the depth must be safe for every zero point that the input could get.
    dynamic_conv2d(const tensor_view<const weight_type, 4>& weights,
                   const quantization<Weights, Arithmetic>& weight_params, std::span<const float> bias,
                   activation function, const window& moved, std::size_t groups = 1)
        : dynamic_conv2d(convolution_shape::of(name, weights, moved, groups), weight_matrix(weights).view(),
                         weight_params, bias, function) {}

    [[nodiscard]] const window& moved() const { return shape_.moved; }
    [[nodiscard]] std::size_t inputs() const { return shape_.inputs; }   ///< IC
    [[nodiscard]] std::size_t outputs() const { return shape_.outputs; } ///< OC
    [[nodiscard]] std::size_t groups() const { return shape_.groups; }
    [[nodiscard]] isa::id instruction_set() const { return weights_.packed().instruction_set(); }
    /// Bytes of integers, scales, zero points and bias.
    [[nodiscard]] std::size_t weight_bytes() const { return weights_.bytes() + 4 * bias_.size(); }

    /// (N, OH, OW, OC) for an input (N, H, W, IC). Errors: other channels, a window larger than the padded image.
    [[nodiscard]] image_extents output_extents(const image_extents& input) const {
        return shape_.output_extents(input);
    }

    /// Bytes of working memory that `run` needs for an input (N, H, W, IC) of any strides with an executor of `workers`
    /// workers: the quantized images, and what a product needs.
    [[nodiscard]] std::size_t workspace_bytes(const image_extents& input, std::size_t workers) const {
        const image_extents output = output_extents(input);
        return dynamic_images<Activations, Arithmetic>::bytes(input, shape_.padding_values(), workers) +
               workspace::size_of<float>(input[0] * outputs()) +
               workspace::size_of<std::int32_t>(input[0] * outputs()) +
               workspace::size_of<std::int32_t>(Weights::is_symmetric ? 0 : output[0] * rows(output) * groups()) +
               workers * own_bytes(output);
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
        const dynamic_images<Activations, Arithmetic> images(input.extents(), shape_.padding_values(), workers, pieces);
        images.quantize(input, quantize_values_, executor);
        const scaled_columns columns = scale_columns(images, pieces);
        auto* sums =
            pieces.template take<std::int32_t>(Weights::is_symmetric ? 0 : extents[0] * rows(extents) * groups());
        compute(images, columns, sums, output, pieces.template take<std::byte>(0), executor);
    }

    /// On the calling thread.
    void run(const input_view& input, const tensor_view<float, 4>& output, std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

private:
    static constexpr const char* name = "op::dynamic_conv2d";

    /// What depends on an image and an output channel: (N, OC) each.
    struct scaled_columns {
        const float* scales;             // of the image times that of the weights
        const std::int32_t* corrections; // - zero point of the image * sum of the weights
    };

    dynamic_conv2d(const convolution_shape& shape, const tensor_view<const weight_type, 2>& weights,
                   const quantization<Weights, Arithmetic>& weight_params, std::span<const float> bias,
                   activation function)
        : shape_(shape), weights_(name, weights, weight_params, 0, {}, isa::select(), shape.groups),
          bias_(bias.begin(), bias.end()), column_sums_(column_sums<typename Weights::format>(transposed(weights))),
          function_(function) {
        if (bias_.empty()) bias_.resize(outputs());
        check_extent(name, "the number of biases", bias_.size(), outputs());
        for (const int zero_point : {format::lowest, format::highest})
            quanta::detail::check_accumulator<format, typename Weights::format>(
                transposed(weights), {zero_point, weight_params.zero_points(), {}});
    }

    [[nodiscard]] static std::size_t rows(const image_extents& output) { return output[1] * output[2]; }
    [[nodiscard]] std::size_t own_bytes(const image_extents& output) const {
        const tile_format& tiles = weights_.packed().format();
        return workspace::size_of<std::byte>(shape_.reading(tiles, true).workspace_bytes(tiles, rows(output)));
    }

    [[nodiscard]] scaled_columns scale_columns(const dynamic_images<Activations, Arithmetic>& images,
                                               workspace& pieces) const {
        const std::size_t count = images.count() * outputs();
        auto* scales = pieces.template take<float>(count);
        auto* corrections = pieces.template take<std::int32_t>(count);
        for (std::size_t i = 0; i < count; ++i) {
            const affine_params& image = images.params(i / outputs());
            const std::size_t o = i % outputs();
            scales[i] = image.scale * weights_.scales()[o];
            corrections[i] = static_cast<std::int32_t>(0U - static_cast<std::uint32_t>(image.zero_point) *
                                                                static_cast<std::uint32_t>(column_sums_[o]));
        }
        return {scales, corrections};
    }

    template <Executor Workers>
    void compute(const dynamic_images<Activations, Arithmetic>& images, const scaled_columns& columns,
                 std::int32_t* sums, const tensor_view<float, 4>& output, std::byte* memory, Workers& executor) const {
        const image_extents& extents = output.extents();
        const std::size_t pixels = rows(extents), count = shape_.group_outputs();
        const convolution_products products{instruction_set(), weights_.packed().layout(), pixels,
                                            images.count() * groups(), own_bytes(extents)};
        const auto patches_of = [&](std::size_t index) { // groups of an image, image after image
            const std::size_t image = index / groups();
            return shape_.patches_of(images.image(image), extents, index % groups(), images.padding(image));
        };
        if constexpr (!Weights::is_symmetric)
            products.sum_rows(
                executor, [&](std::size_t index) { return images.params(index / groups()).zero_point; }, patches_of,
                [&](std::size_t index, std::size_t row, std::int32_t sum) { sums[index * pixels + row] = sum; });
        products.run(
            executor, memory, patches_of, [&](std::size_t i) -> const auto& { return weights_.packed(i % groups()); },
            [&](std::size_t index) {
                const std::size_t image = index / groups(), first = index % groups() * count;
                const std::int32_t* own_sums = sums + (Weights::is_symmetric ? 0 : index * pixels);
                return pixel_output(channels_of(image_of(output, image), first, count),
                                    [this, &columns, image, first, own_sums](std::size_t row, std::size_t column,
                                                                             float* data, std::ptrdiff_t step) {
                                        return stages(columns, image, first + column, own_sums + row, data, step);
                                    });
            });
    }

    /// The stages for the columns from `column` on of one image; `sums`: of the rows, where weights are asymmetric.
    [[nodiscard]] auto stages(const scaled_columns& columns, std::size_t image, std::size_t column,
                              [[maybe_unused]] const std::int32_t* sums, float* data, std::ptrdiff_t step) const {
        const std::size_t scaled = image * outputs() + column;
        const epilogue::pipeline finish{
            epilogue::bias<std::int32_t>{columns.corrections + scaled},
            epilogue::dequantize{nullptr, columns.scales + scaled, true, bias_.data() + column},
            epilogue::clamp{function_.lowest, function_.highest}, epilogue::store<float>{data, step}};
        if constexpr (Weights::is_symmetric)
            return finish;
        else
            return finish.preceded_by(epilogue::zero_point_correction{sums, weights_.zero_points().data() + column});
    }

    convolution_shape shape_;
    quantized_weights<format, Weights, Arithmetic> weights_;
    std::vector<float> bias_;               // (OC)
    std::vector<std::int32_t> column_sums_; // (OC)
    activation function_;
    row_functions<float, quantized_type> quantize_values_ =
        select_row_functions<quanta::quantize_row, quantize_row_reference, Arithmetic, float, quantized_type>();
};

} // namespace quanta::op
