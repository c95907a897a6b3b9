// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include <quanta/calibrator/real_range.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>

namespace quanta::rule::inline QUANTA_ABI {

/// The smallest float whose reciprocal is finite, 2^-128 + 2^-149. No profile makes a smaller scale.
inline constexpr float smallest_scale = 0x1.000008p-128F;

/// The range widened so that it contains 0. Error unless it is ordered.
[[nodiscard]] inline real_range widened(real_range range) {
    check(range.minimum <= range.maximum, "parameters: the range [", range.minimum, ", ", range.maximum,
          "] is not ordered");
    return {std::min(range.minimum, 0.0), std::max(range.maximum, 0.0)};
}

/// max(float(scale), least). Error unless it is finite.
[[nodiscard]] inline float checked_scale(double scale, float least) {
    const auto rounded = static_cast<float>(scale);
    check(is_finite(rounded), "parameters: the scale ", scale, " is not a finite float");
    return std::max(rounded, least);
}

} // namespace quanta::rule
