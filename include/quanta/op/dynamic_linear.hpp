// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <quanta/core/inline_executor.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/observer/min_max.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/check_activation.hpp>
#include <quanta/op/product.hpp>
#include <quanta/op/summed_weights.hpp>
#include <quanta/quantizer/quantize.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// A fully connected layer on reals that computes in integers: each row of the input gets parameters of its own from its
/// minimum and maximum, in the call, so that nothing has to be calibrated.
///
///     accumulator = sum_k (q_ik - zero point_i) * (weight_jk - weight zero point_j)        exact, 32 bits
///     output      = fma(float(accumulator), scale_i * weight scale_j, bias_j)
///
/// NaN and infinities in the input do not widen a row's range: NaN counts as zero, infinities as the ends of the range.
/// Immutable, as `linear` is.
template <LayerActivations Activations, LayerWeights Weights, Profile Arithmetic = profile::quanta>
class dynamic_linear {
public:
    using weight_type = typename Weights::storage_type;
    using quantized_type = typename Activations::storage_type;
    using format = typename Activations::format;

    /// weights (N, K) with their parameters; bias (N) in reals, or empty; all are copied. Errors as `linear`.
    dynamic_linear(const tensor_view<const weight_type, 2>& weights,
                   const quantization<Weights, Arithmetic>& weight_params, std::span<const float> bias,
                   activation function, const Arithmetic& profile = Arithmetic{})
        : weights_(name, checked_weights(name, weights), weight_params, isa::select()), bias_(bias.begin(), bias.end()),
          function_(function), profile_(profile) {
        check_activation(name, function);
        if (bias_.empty()) bias_.resize(outputs());
        check_extent(name, "the number of biases", bias_.size(), outputs());
    }

    [[nodiscard]] std::size_t inputs() const { return weights_.packed().depth(); }    ///< K
    [[nodiscard]] std::size_t outputs() const { return weights_.packed().columns(); } ///< N
    [[nodiscard]] isa::id instruction_set() const { return weights_.packed().instruction_set(); }
    /// Bytes of integers, scales, zero points and bias.
    [[nodiscard]] std::size_t weight_bytes() const { return weights_.bytes() + 4 * bias_.size(); }

    /// Bytes of working memory that `run` needs for `rows` rows with an executor of `workers` workers.
    [[nodiscard]] std::size_t workspace_bytes(std::size_t rows, std::size_t workers) const {
        return workspace::size_of<quantized_type>(rows * inputs()) + 2 * workspace::size_of<std::int32_t>(rows) +
               workspace::size_of<float>(rows) + product_workspace_bytes(weights_.packed().layout(), rows, workers);
    }

    /// input (M, K) of any strides, output (M, N) with contiguous rows. The output overlaps neither the input nor
    /// `memory`, which holds `workspace_bytes` and is aligned to `buffer_alignment`. Allocates nothing.
    template <Executor Workers>
    void run(const tensor_view<const float, 2>& input, const tensor_view<float, 2>& output, std::span<std::byte> memory,
             Workers& executor) const {
        check_layer(name, input, inputs(), output, outputs(), memory);
        workspace pieces(name, memory, workspace_bytes(input.extent(0), executor.workers()));

        quantized_rows rows{{pieces.template take<quantized_type>(input.size()), input.extents()},
                            pieces.template take<float>(input.extent(0)),
                            pieces.template take<std::int32_t>(input.extent(0)),
                            pieces.template take<std::int32_t>(input.extent(0))};
        executor.run(input.extent(0), [&](std::size_t row, std::size_t) { quantize_one(input, row, rows); });
        finish(rows, output, pieces.template take<std::byte>(0), executor);
    }

    /// On the calling thread.
    void run(const tensor_view<const float, 2>& input, const tensor_view<float, 2>& output,
             std::span<std::byte> memory) const {
        inline_executor executor;
        run(input, output, memory, executor);
    }

private:
    static constexpr const char* name = "op::dynamic_linear";

    struct quantized_rows {
        tensor_view<quantized_type, 2> values; // (M, K)
        float* scales;                         // (M)
        std::int32_t* zero_points;             // (M)
        std::int32_t* sums;                    // (M), zero points taken off; only where weights have zero points
    };

    void quantize_one(const tensor_view<const float, 2>& input, std::size_t row, const quantized_rows& rows) const {
        const tensor_view<const float, 1> values(&input(row, 0), {input.extent(1)}, {input.stride(1)});
        min_max seen;
        seen.observe(values);
        const real_range range = seen.count() == 0 ? real_range{} : real_range{seen.minimum(), seen.maximum()};
        const affine_params params = profile_.parameters(range, Activations::target);
        rows.scales[row] = params.scale;
        rows.zero_points[row] = params.zero_point;
        quanta::detail::transform_row(values.data(), values.stride(0), values.size(),
                                      row_params{params.scale, params.zero_point, format::lowest, format::highest},
                                      &rows.values(row, 0), 1, quantize_values_.share);
    }

    template <Executor Workers>
    void finish(const quantized_rows& rows, const tensor_view<float, 2>& output, std::byte* memory,
                Workers& executor) const {
        const epilogue::zero_point_correction input_correction{rows.zero_points, weights_.sums().data()};
        const epilogue::dequantize to_reals{rows.scales, weights_.scales().data(), true, bias_.data()};
        const epilogue::clamp limits{function_.lowest, function_.highest};
        const epilogue::store<float> store{output.data(), output.stride(0)};
        const tensor_view<const quantized_type, 2> values = rows.values;
        if constexpr (Weights::is_symmetric) {
            product(values, weights_.packed(), epilogue::pipeline{input_correction, to_reals, limits, store}, memory,
                    executor);
        } else {
            for (std::size_t i = 0; i < values.extent(0); ++i)
                row_sums(instruction_set(), tensor_view<const quantized_type, 2>(&values(i, 0), {1, inputs()}),
                         rows.zero_points[i], rows.sums + i);
            const epilogue::zero_point_correction weight_correction{rows.sums, weights_.zero_points().data()};
            product(values, weights_.packed(),
                    epilogue::pipeline{input_correction, weight_correction, to_reals, limits, store}, memory, executor);
        }
    }

    summed_weights<format, Weights, Arithmetic> weights_;
    std::vector<float> bias_; // (N)
    activation function_;
    [[no_unique_address]] Arithmetic profile_;
    row_functions<float, quantized_type> quantize_values_ =
        select_row_functions<quanta::quantize_row, quantize_row_reference, float, quantized_type>(profile_);
};

} // namespace quanta::op
