// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include <quanta/calibrator/integer_target.hpp>
#include <quanta/core/contracts.hpp>

namespace quanta::inline QUANTA_ABI {

/// What every calibrator asks for: at least one finite value, and integers on which zero has a place.
/// Error, with the name of the calibrator, if either is missing.
template <class Statistics>
void check_calibration(std::string_view calibrator, const Statistics& statistics, integer_target target) {
    std::uint64_t skipped = 0;
    if constexpr (requires { statistics.non_finite(); }) skipped = statistics.non_finite();
    check(statistics.count() != 0, calibrator, ": nothing was observed",
          skipped == 0 ? text("") : text(" but ", skipped, " values that are NaN or infinite"));
    check(target.lowest <= 0 && target.highest > 0, calibrator, ": a target of ", target.lowest, " to ", target.highest,
          " must hold 0 and a positive integer");
}

} // namespace quanta
