// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <concepts>

#include <quanta/core/float_functions.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/params/affine_params.hpp>
#include <quanta/params/rules/zero_points.hpp>

namespace quanta::rule::inline QUANTA_ABI {

/// How a real becomes an integer:
///
///     q = int(Ties(clamp(Steps(x, scale) + before, lowest - after, highest - after))) + after
///
/// where before + after = zero_point, cut as `ZeroPoint` says. Clamped before it is rounded, which is the same because
/// the limits are integers, and lets the conversion not overflow. NaN gives zero_point, infinities the ends of the range.
template <class Steps, class Ties, class ZeroPoint>
struct reals {
    using steps = Steps;
    using ties = Ties;
    using zero_point = ZeroPoint;

    [[nodiscard]] static int quantize(float x, affine_params params, int lowest, int highest) {
        float place = Steps::of(x, params.scale);
        if (is_nan(place)) return params.zero_point;
        const int before = ZeroPoint::before_rounding(params.zero_point, lowest), after = params.zero_point - before;
        if constexpr (!std::same_as<ZeroPoint, zero_point_after>)
            place = uncontracted(place) + static_cast<float>(before);
        place = std::clamp(place, static_cast<float>(lowest - after), static_cast<float>(highest - after));
        return static_cast<int>(Ties::of(place)) + after;
    }
};

} // namespace quanta::rule
