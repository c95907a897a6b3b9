// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include <quanta/calibrator/integer_target.hpp>
#include <quanta/calibrator/real_range.hpp>
#include <quanta/observer/observer_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// [low, high] as far as values were observed, then widened to hold 0; symmetric: [-a, a], a the larger magnitude.
[[nodiscard]] real_range observed_range(const RangeStatistics auto& statistics, integer_target target, double low,
                                        double high) {
    low = std::min(std::max<double>(low, statistics.minimum()), 0.0);
    high = std::max(std::min<double>(high, statistics.maximum()), 0.0);
    const double magnitude = std::max(-low, high);
    return target.symmetric ? real_range{-magnitude, magnitude} : real_range{low, high};
}

} // namespace quanta
