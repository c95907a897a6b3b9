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
#include <utility>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/core/integer_formats.hpp>
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

/// Activations of 16 bits share one scale, and are symmetric.
template <class Activations>
concept WideActivations = Scheme<Activations> && WideFormat<typename Activations::format> &&
    Activations::is_symmetric && std::same_as<typename Activations::granularity, per_tensor>;

/// Weights that a layer can multiply its activations by: symmetric ones where they have 16 bits.
template <class Weights, class Activations>
concept WeightsFor = LayerWeights<Weights> &&
    (LayerActivations<Activations> || (WideActivations<Activations> && Weights::is_symmetric));

/// `weights` (N, K). Error if an axis is zero.
template <class T>
[[nodiscard]] const tensor_view<const T, 2>& checked_weights(std::string_view operation,
                                                             const tensor_view<const T, 2>& weights) {
    check(weights.size() > 0, operation, ": weights (", weights.extent(0), ", ", weights.extent(1),
          ") have an axis of zero");
    return weights;
}

/// The weights (N, K) of a layer as its kernel wants them, with what the epilogue needs for each output. With several
/// groups the outputs are cut into as many ranges of equal size, each a packed matrix of its own.
template <IntegerFormat Input, LayerWeights Weights, Profile Arithmetic>
class quantized_weights {
public:
    using weight_type = typename Weights::storage_type;
    using packed_type = packed_matrix<Input, typename Weights::format>;
    using bias_type = accumulator_type<Input>;

    /// `bias` in steps of the accumulator, one per output, or empty. Errors: a number of scales that is
    /// not the granularity's, groups that do not divide the outputs, an accumulator that could overflow.
    quantized_weights(std::string_view operation, const tensor_view<const weight_type, 2>& weights,
                      const quantization<Weights, Arithmetic>& scales, std::int32_t input_zero_point,
                      std::span<const bias_type> bias, isa::id instruction_set, std::size_t groups = 1)
        : scales_(weights.extent(0)) {
        check_operands(operation, weights, scales, bias, groups);
        const packing_terms<Input> terms{input_zero_point, scales.zero_points(), bias};
        // The whole at once, so that errors count the outputs of the layer.
        check_accumulator<Input, typename Weights::format>(transposed(weights), terms);
        const std::size_t outputs = weights.extent(0) / groups;
        for (std::size_t group = 0; group < groups; ++group)
            packed_.push_back(pack(weights, terms, group * outputs, outputs, instruction_set));
        for (std::size_t j = 0; j < scales_.size(); ++j) scales_[j] = scales[slice(j, scales)].scale;
        if constexpr (!Weights::is_symmetric)
            for (std::size_t j = 0; j < scales_.size(); ++j)
                zero_points_.push_back(scales[slice(j, scales)].zero_point -
                                       quanta::detail::rhs_shift<typename Weights::format>);
    }

    [[nodiscard]] std::size_t groups() const { return packed_.size(); }
    [[nodiscard]] const packed_type& packed(std::size_t group = 0) const { return packed_[group]; }
    /// One per output.
    [[nodiscard]] std::span<const float> scales() const { return scales_; }
    /// One per output, as the kernel sees weights; empty where the scheme is symmetric.
    [[nodiscard]] std::span<const std::int32_t> zero_points() const { return zero_points_; }
    /// Bytes of the integers, one each as kernels read them, the scales and the zero points, without padding.
    [[nodiscard]] std::size_t bytes() const {
        return scales_.size() * packed_[0].depth() * sizeof(weight_type) + 4 * (scales_.size() + zero_points_.size());
    }

private:
    [[nodiscard]] static std::size_t slice(std::size_t output, const quantization<Weights, Arithmetic>& scales) {
        return scales.slices() == 1 ? 0 : output;
    }

    static void check_operands(std::string_view operation, const tensor_view<const weight_type, 2>& weights,
                               const quantization<Weights, Arithmetic>& scales, std::span<const bias_type> bias,
                               std::size_t groups) {
        check_extent(operation, "the number of weight scales", scales.slices(),
                     Weights::granularity::slices(weights.extents().data(), 2));
        if (!bias.empty()) check_extent(operation, "the number of biases", bias.size(), weights.extent(0));
        check(groups >= 1 && weights.extent(0) % groups == 0, operation, ": ", groups, " groups do not divide the ",
              weights.extent(0), " outputs");
    }

    /// Outputs [first, first + count).
    [[nodiscard]] static packed_type pack(const tensor_view<const weight_type, 2>& weights,
                                          const packing_terms<Input>& terms, std::size_t first, std::size_t count,
                                          isa::id instruction_set) {
        using format = typename Weights::format;
        const tensor_view<const weight_type, 2> part(weights.data() +
                                                         static_cast<std::ptrdiff_t>(first) * weights.stride(0),
                                                     {count, weights.extent(1)}, weights.strides());
        const auto share = [&](auto values) { return values.size() <= 1 ? values : values.subspan(first, count); };
        const packed_layout layout(kernel::format_for<Input, format>(instruction_set), weights.extent(1), count);
        aligned_buffer storage(layout.bytes());
        pack_rhs_into<Input, format>(transposed(part), layout,
                                     {terms.lhs_zero_point, share(terms.rhs_zero_points), share(terms.bias)},
                                     storage.data());
        return {instruction_set, layout, std::move(storage)};
    }

    std::vector<float> scales_;
    std::vector<std::int32_t> zero_points_;
    std::vector<packed_type> packed_;
};

/// The least real value of one step of an accumulator: those below are no normal floats, and have lost bits.
inline constexpr float smallest_step = std::numeric_limits<float>::min();

/// Error naming the output whose step, input scale * weight scale, is so small that a float has lost bits of it.
/// `guard_weights` finds a wider weight scale.
inline void check_steps(std::string_view operation, std::span<const float> steps) {
    for (std::size_t j = 0; j < steps.size(); ++j)
        check(is_finite(steps[j]) && steps[j] >= smallest_step, operation, ": the step of output ", j,
              ", input scale * weight scale, is ", steps[j], ", not in [", smallest_step, ", ",
              std::numeric_limits<float>::max(), "]");
}

/// bias_j in steps of input_scale * weight_scale_j, rounded by the profile, for `outputs` outputs of a layer that reads
/// `Input`. Errors: a number of biases that is neither this nor 0, a number of scales that is neither this nor 1; one that
/// names the output whose bias the accumulator does not hold: `accumulator_limit`.
template <IntegerFormat Input, Profile Arithmetic>
[[nodiscard]] std::vector<accumulator_type<Input>>
quantize_bias(std::string_view operation, const Arithmetic& profile, std::span<const float> bias, float input_scale,
              std::span<const float> weight_scales, std::size_t outputs) {
    constexpr std::int64_t limit = accumulator_limit<Input>;
    if (bias.empty()) return {};
    check_extent(operation, "the number of biases", bias.size(), outputs);
    if (weight_scales.size() != 1)
        check_extent(operation, "the number of weight scales", weight_scales.size(), outputs);
    std::vector<accumulator_type<Input>> steps(bias.size());
    for (std::size_t j = 0; j < bias.size(); ++j) {
        const float weight_scale = weight_scales.size() == 1 ? weight_scales[0] : weight_scales[j];
        const std::int64_t exact = profile.bias(bias[j], input_scale, weight_scale);
        check(exact >= -limit - 1 && exact <= limit, operation, ": bias ", bias[j], " of output ", j, " is ", exact,
              " steps of ", input_scale, " * ", weight_scale, ", the accumulator holds +-", limit);
        steps[j] = static_cast<accumulator_type<Input>>(exact);
    }
    return steps;
}

} // namespace quanta::op
