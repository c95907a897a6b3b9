// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/kernel/kernel_table.hpp>
#include <quanta/op/operands.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/storage/pack_rhs.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Weights of a layer share a scale as a whole or per output: `per_tensor` or `per_channel<0>` of weights (N, K).
template <class Weights>
concept LayerWeights = Scheme<Weights> && kernel::ByteFormat<typename Weights::format> &&
    (std::same_as<typename Weights::granularity, per_tensor> ||
     std::same_as<typename Weights::granularity, per_channel<0>>);

/// Activations share one scale, and are bytes.
template <class Activations>
concept LayerActivations = Scheme<Activations> && kernel::ByteFormat<typename Activations::format> &&
    std::same_as<typename Activations::granularity, per_tensor>;

/// The weights (N, K) of a linear layer as its kernel wants them, with what the epilogue needs for each output.
template <IntegerFormat Input, LayerWeights Weights, Profile Arithmetic>
class quantized_weights {
public:
    using weight_type = typename Weights::storage_type;

    /// `bias` in steps of the accumulator, one per output, or empty. Errors: an axis of zero, a number of scales that is
    /// not the granularity's, an accumulator that could overflow.
    quantized_weights(std::string_view operation, const tensor_view<const weight_type, 2>& weights,
                      const quantization<Weights, Arithmetic>& scales, std::int32_t input_zero_point,
                      std::span<const std::int32_t> bias, isa::id instruction_set)
        : scales_(weights.extent(0)),
          packed_(pack(operation, weights, scales, input_zero_point, bias, instruction_set)) {
        for (std::size_t j = 0; j < scales_.size(); ++j) scales_[j] = scales[slice(j, scales)].scale;
        if constexpr (!Weights::is_symmetric)
            for (std::size_t j = 0; j < scales_.size(); ++j)
                zero_points_.push_back(scales[slice(j, scales)].zero_point -
                                       quanta::detail::rhs_shift<typename Weights::format>);
    }

    [[nodiscard]] const packed_matrix<Input, typename Weights::format>& packed() const { return packed_; }
    /// One per output.
    [[nodiscard]] std::span<const float> scales() const { return scales_; }
    /// One per output, as the kernel sees weights; empty where the scheme is symmetric.
    [[nodiscard]] std::span<const std::int32_t> zero_points() const { return zero_points_; }
    /// Bytes of the integers, one each as kernels read them, the scales and the zero points, without padding.
    [[nodiscard]] std::size_t bytes() const {
        return packed_.columns() * packed_.depth() * sizeof(weight_type) + 4 * (scales_.size() + zero_points_.size());
    }

private:
    [[nodiscard]] static std::size_t slice(std::size_t output, const quantization<Weights, Arithmetic>& scales) {
        return scales.slices() == 1 ? 0 : output;
    }

    [[nodiscard]] static packed_matrix<Input, typename Weights::format>
    pack(std::string_view operation, const tensor_view<const weight_type, 2>& weights,
         const quantization<Weights, Arithmetic>& scales, std::int32_t input_zero_point,
         std::span<const std::int32_t> bias, isa::id instruction_set) {
        check(weights.size() > 0, operation, ": weights (", weights.extent(0), ", ", weights.extent(1),
              ") have an axis of zero");
        check_extent(operation, "the number of weight scales", scales.slices(),
                     Weights::granularity::slices(weights.extents().data(), 2));
        if (!bias.empty()) check_extent(operation, "the number of biases", bias.size(), weights.extent(0));
        const packed_layout layout(kernel::format_for<Input, typename Weights::format>(instruction_set),
                                   weights.extent(1), weights.extent(0));
        aligned_buffer storage(layout.bytes());
        pack_rhs_into<Input, typename Weights::format>(transposed(weights), layout,
                                                       {input_zero_point, scales.zero_points(), bias}, storage.data());
        return {instruction_set, layout, std::move(storage)};
    }

    std::vector<float> scales_;
    std::vector<std::int32_t> zero_points_;
    packed_matrix<Input, typename Weights::format> packed_;
};

/// Error naming the output whose multiplier is not a finite number, as scales far apart make it.
inline void check_multipliers(std::string_view operation, std::span<const float> multipliers) {
    for (std::size_t j = 0; j < multipliers.size(); ++j)
        check(is_finite(multipliers[j]), operation, ": the multiplier of output ", j, " is ", multipliers[j],
              "; the scales are too far apart for a float");
}

/// bias_j in steps of input_scale * weight_scale_j, rounded by the profile. Error naming the output whose bias does not
/// fit 32 bits.
template <Profile Arithmetic>
[[nodiscard]] std::vector<std::int32_t> quantize_bias(std::string_view operation, std::span<const float> bias,
                                                      float input_scale, std::span<const float> weight_scales) {
    std::vector<std::int32_t> steps(bias.size());
    for (std::size_t j = 0; j < bias.size(); ++j) {
        const float weight_scale = weight_scales.size() == 1 ? weight_scales[0] : weight_scales[j];
        const std::int64_t exact = Arithmetic::bias(bias[j], input_scale, weight_scale);
        check(exact >= std::numeric_limits<std::int32_t>::min() && exact <= std::numeric_limits<std::int32_t>::max(),
              operation, ": bias ", bias[j], " of output ", j, " is ", exact, " steps of ", input_scale, " * ",
              weight_scale, ", 32 bits hold +-2147483647");
        steps[j] = static_cast<std::int32_t>(exact);
    }
    return steps;
}

} // namespace quanta::op
