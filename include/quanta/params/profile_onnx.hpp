// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <quanta/core/rounding.hpp>
#include <quanta/params/params_concepts.hpp>
#include <quanta/params/rules/biases.hpp>
#include <quanta/params/rules/composed.hpp>
#include <quanta/params/rules/multipliers.hpp>
#include <quanta/params/rules/ranges.hpp>
#include <quanta/params/rules/reals.hpp>
#include <quanta/params/rules/scaled_in_float.hpp>
#include <quanta/params/rules/steps.hpp>
#include <quanta/params/rules/ties.hpp>
#include <quanta/params/rules/zero_points.hpp>

namespace quanta::profile::inline QUANTA_ABI {

namespace detail {

using onnx_reals = rule::reals<rule::divided, rule::ties_to_even, rule::zero_point_after>;

/// The text of ONNX but for how accumulators are scaled, in which the package's own evaluator differs.
template <class Accumulators>
struct onnx_composed
    : rule::composed<onnx_reals, Accumulators, rule::multiplier_in_float, rule::bias_by_float_step, onnx_reals> {
    static constexpr std::string_view symmetric_scale = "amax / highest";

    /// min = minimum(0, range.minimum), max = maximum(0, range.maximum)
    /// asymmetric: scale = (max - min) / (highest - lowest), zero_point = rint(clamp(lowest - min / scale))
    /// symmetric:  scale = maximum(-min, max) / highest, zero_point = 0
    /// In floats. A range of zero width gives scale 1 and zero point 0. Formula: Operators.md, DynamicQuantizeLinear; the
    /// symmetric one: ONNX Runtime, quant_utils.py, compute_scale_zp. Errors as `profile::quanta`.
    [[nodiscard]] static affine_params parameters(real_range range, integer_target target) {
        const auto [least, most] = rule::widened(range);
        const auto minimum = static_cast<float>(least), maximum = static_cast<float>(most);
        if (minimum == maximum) return {};
        const auto lowest = static_cast<float>(target.lowest), highest = static_cast<float>(target.highest);
        if (target.symmetric)
            return {rule::checked_scale(std::max(-minimum, maximum) / highest, rule::smallest_scale), 0};
        const float scale = rule::checked_scale((maximum - minimum) / (highest - lowest), rule::smallest_scale);
        const float zero_point = round_to_even(std::clamp(lowest - minimum / scale, lowest, highest));
        return {scale, static_cast<std::int32_t>(zero_point)};
    }
};

} // namespace detail

/// The text of the ONNX operators, as ONNX Runtime's processor kernels follow it.
///
///     quantize     q = clamp(rint(x / scale) + zero_point)
///     requantize   q = int(rint(clamp(float(accumulator) * m, lowest - zero_point, highest - zero_point))) + zero_point
///     multiplier   m = lhs * rhs / out, in floats
///     bias         rint(b / float(lhs * rhs)), in double
///     clamp_bound  as quantize
///
/// Sources: onnx, docs/Operators.md, QuantizeLinear, QLinearMatMul, QLinearConv (which leave the precision of the
/// multiplier open); ONNX Runtime, mlas qpostprocessor, quant_utils.py and base_quantizer.py (quantize_bias_static_impl).
/// `profile::onnx_reference` is what the package's evaluator computes instead.
struct onnx : detail::onnx_composed<rule::scaled_in_float> {
    static constexpr std::string_view name = "onnx";
};

} // namespace quanta::profile
