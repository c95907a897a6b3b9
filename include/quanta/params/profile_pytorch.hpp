// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
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

using pytorch_reals = rule::reals<rule::times_reciprocal, rule::ties_to_even, rule::zero_point_after>;

} // namespace detail

/// PyTorch with FBGEMM: its observers, `quantize_per_tensor`, and the quantized operators.
///
///     quantize     q = clamp(zero_point + rint(x * (1 / scale)))
///     requantize   q = clamp(zero_point + rint(float(accumulator) * m))
///     multiplier   m = lhs * rhs / out, in floats
///     bias         rint(b * (1 / (lhs * rhs))), in floats: `quantize_per_tensor` to qint32, as QNNPACK wants it. FBGEMM
///                  keeps the bias in floats and adds b / (lhs * rhs) to float(accumulator) instead.
///     clamp_bound  as quantize
///
/// Sources: torch/ao/quantization/observer.py, aten/src/ATen/native/quantized/AffineQuantizerBase.cpp, FBGEMM
/// include/fbgemm/QuantUtils.h and src/QuantUtils.cc.
struct pytorch
    : rule::composed<detail::pytorch_reals, rule::scaled_in_float, rule::multiplier_in_float,
                     rule::bias_in_float<rule::times_reciprocal, rule::ties_to_even>, detail::pytorch_reals> {
    static constexpr std::string_view name = "pytorch", symmetric_scale = "2 amax / (highest - lowest)";

    /// No scale is below it: the observers' `eps`.
    static constexpr float smallest_scale = std::numeric_limits<float>::epsilon();

    /// min = minimum(0, range.minimum), max = maximum(0, range.maximum)
    /// asymmetric: scale = (max - min) / (highest - lowest), zero_point = clamp(lowest - rint(min / scale))
    /// symmetric:  scale = maximum(-min, max) / ((highest - lowest) / 2), zero_point = 0: 127.5 for int8
    /// In floats. Formula: observer.py, _calculate_qparams. Errors as `profile::quanta`.
    [[nodiscard]] static affine_params parameters(real_range range, integer_target target) {
        const auto [least, most] = rule::widened(range);
        const auto minimum = static_cast<float>(least), maximum = static_cast<float>(most);
        const auto steps = static_cast<float>(target.highest - target.lowest);
        if (target.symmetric)
            return {rule::checked_scale(std::max(-minimum, maximum) / (steps / 2), smallest_scale), 0};
        const float scale = rule::checked_scale((maximum - minimum) / steps, smallest_scale);
        const float zero_point = static_cast<float>(target.lowest) - round_to_even(minimum / scale);
        return {scale, static_cast<std::int32_t>(std::clamp(zero_point, static_cast<float>(target.lowest),
                                                            static_cast<float>(target.highest)))};
    }
};

} // namespace quanta::profile
