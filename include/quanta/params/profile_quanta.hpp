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

using quanta_reals = rule::reals<rule::times_reciprocal, rule::ties_to_even, rule::zero_point_after>;

} // namespace detail

/// The library's own arithmetic and the default. These functions are normative: every kernel gives their bits. They
/// assume the default floating-point environment (round to nearest, denormals kept).
///
///     quantize     q = int(rint(clamp(x * (1 / scale), lowest - zero_point, highest - zero_point))) + zero_point
///     requantize   q = int(rint(clamp(float(accumulator) * m, lowest - zero_point, highest - zero_point))) + zero_point
///     multiplier   m = float(lhs * rhs / out), in double
///     bias         rint(b / (lhs * rhs)), in double
///     clamp_bound  as quantize
///
/// Clamped before rounding, so that conversions cannot overflow; the zero point is added last, so that ties do not depend
/// on it.
struct quanta : rule::composed<detail::quanta_reals, rule::scaled_in_float, rule::multiplier_in_double,
                               rule::bias_in_double, detail::quanta_reals> {
    static constexpr std::string_view name = "quanta", symmetric_scale = "amax / highest";

    /// The smallest float whose reciprocal is finite, 2^-128 + 2^-149. No scale is below it.
    static constexpr float smallest_scale = rule::smallest_scale;

    /// min = minimum(0, range.minimum), max = maximum(0, range.maximum)
    /// asymmetric: scale = float((max - min) / (highest - lowest)), zero_point = clamp(rint(lowest - min / scale))
    /// symmetric:  scale = float(maximum(-min, max) / highest), zero_point = 0
    /// In double; real 0 is always one of the integers. A range of zero width gives scale 1, and a scale below
    /// `smallest_scale` is raised to it. Error unless the range is ordered and its scale is a finite float.
    [[nodiscard]] static affine_params parameters(real_range range, integer_target target) {
        const auto [minimum, maximum] = rule::widened(range);
        if (minimum == maximum) return {};
        if (target.symmetric)
            return {rule::checked_scale(std::max(-minimum, maximum) / target.highest, smallest_scale), 0};
        const float scale = rule::checked_scale((maximum - minimum) / (target.highest - target.lowest), smallest_scale);
        const double zero_point = round_to_even(target.lowest - minimum / double{scale});
        return {scale, static_cast<std::int32_t>(std::clamp<double>(zero_point, target.lowest, target.highest))};
    }
};

} // namespace quanta::profile
