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

using aimet_reals = rule::reals<rule::divided, rule::ties_away, rule::offset_before>;

} // namespace detail

/// AIMET's simulation of quantization, in its C++ core.
///
///     quantize     q = round(clamp(x / scale + (zero_point - lowest), 0, highest - lowest)) + lowest
///     requantize   q = clamp(rint(float(accumulator) * m) + zero_point)     published formula: AIMET runs no integers
///     multiplier   m = float(lhs * rhs / out)
///     bias         rint(b / (lhs * rhs)), in floats
///     clamp_bound  as quantize
///
/// `round` takes ties away from zero; since what it rounds is counted from the lowest integer, they go up.
/// Source: ModelOptimizations/DlQuantization/src/trim_functions.cpp, quantizeValueCpu, whose offset is
/// lowest - zero_point; quantization_utils.cpp, getComputedEncodings.
struct aimet : rule::composed<detail::aimet_reals, rule::scaled_in_float, rule::multiplier_in_double,
                              rule::bias_in_float<rule::divided, rule::ties_to_even>, detail::aimet_reals> {
    static constexpr std::string_view name = "aimet", symmetric_scale = "amax / highest";

    /// min = minimum(0, range.minimum), max = maximum(0, range.maximum, min + 0.01)
    /// asymmetric: scale = float((max - min) / (highest - lowest)), zero_point = clamp(lowest + round(-min / scale))
    /// symmetric:  scale = float(maximum(-min, max) / highest), zero_point = 0
    /// In double, the zero point with the scale before it was a float. Source: MinMaxEncodingAnalyzer.cpp,
    /// quantization_utils.cpp. Errors as `profile::quanta`.
    [[nodiscard]] static affine_params parameters(real_range range, integer_target target) {
        constexpr double least_width = 0.01;
        const auto [minimum, most] = rule::widened(range);
        const double maximum = std::max(most, minimum + least_width);
        if (target.symmetric)
            return {rule::checked_scale(std::max(-minimum, maximum) / target.highest, rule::smallest_scale), 0};
        const double scale = (maximum - minimum) / (target.highest - target.lowest);
        const double zero_point = target.lowest + round_away(-minimum / scale);
        return {rule::checked_scale(scale, rule::smallest_scale),
                static_cast<std::int32_t>(std::clamp<double>(zero_point, target.lowest, target.highest))};
    }
};

} // namespace quanta::profile
