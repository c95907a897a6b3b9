// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <quanta/calibrator/calibration_checks.hpp>
#include <quanta/calibrator/integer_target.hpp>
#include <quanta/calibrator/real_range.hpp>
#include <quanta/observer/observer_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// The positive steps of a target to a calibrator that knows magnitudes only: 127 where int8 is symmetric; all steps,
/// 255 of 8 bits, where it is not, since the data then have one sign.
[[nodiscard]] inline int magnitude_steps(integer_target target) {
    return target.symmetric ? target.highest : target.highest - target.lowest;
}

/// [-magnitude, magnitude] for a symmetric target, else [0, magnitude].
[[nodiscard]] inline real_range magnitude_range(integer_target target, double magnitude) {
    return {target.symmetric ? -magnitude : 0, magnitude};
}

/// Error, with the name of a calibrator that knows magnitudes only, where the data have negative values and the target is
/// not symmetric.
template <class Statistics>
void check_signs(std::string_view calibrator, const Statistics& statistics, integer_target target) {
    check(target.symmetric || statistics.minimum() >= 0, calibrator,
          ": knows magnitudes only, and the data reach down to ", statistics.minimum(),
          ": the target must be symmetric");
}

/// What a calibrator that reads bins of magnitudes asks for, beside what all do: no negative values unless the target is
/// symmetric.
template <BinnedStatistics Statistics>
requires Statistics::counts_magnitudes void check_magnitudes(std::string_view calibrator, const Statistics& statistics,
                                                             integer_target target) {
    check_calibration(calibrator, statistics, target);
    check_signs(calibrator, statistics, target);
}

} // namespace quanta
