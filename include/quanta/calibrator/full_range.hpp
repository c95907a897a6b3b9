// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include <quanta/calibrator/calibration_checks.hpp>
#include <quanta/calibrator/calibrator_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// Everything that was observed: [min(minimum, 0), max(maximum, 0)]; symmetric: [-a, a] with a = max |x|.
/// Nothing is clipped, so one outlier decides the scale.
struct full_range {
    /// Error if nothing was observed.
    template <RangeStatistics Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_calibration("full_range", statistics, target);
        const double low = std::min<double>(statistics.minimum(), 0), high = std::max<double>(statistics.maximum(), 0);
        const double magnitude = std::max(-low, high);
        return target.symmetric ? real_range{-magnitude, magnitude} : real_range{low, high};
    }

    /// [-a, a] for either kind of target: the signs are not known. Error if nothing was observed.
    template <MagnitudeStatistics Statistics>
        requires(!RangeStatistics<Statistics>)
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_calibration("full_range", statistics, target);
        const double magnitude = statistics.absolute_maximum();
        return {-magnitude, magnitude};
    }

    /// Chosen where both constraints fail, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(
            RangeStatistics<Statistics> || MagnitudeStatistics<Statistics>,
            "full_range needs extremes: observe with quanta::min_max, moving_average_min_max, absolute_max or "
            "histogram<Bins>");
    }
};

} // namespace quanta
