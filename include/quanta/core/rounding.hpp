// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// rint(x): to the nearest integer, ties to even, whatever the floating-point environment of `nearbyint` is documented
/// to be: the library assumes the default rounding mode.
[[nodiscard]] inline float round_to_even(float x) { return __builtin_nearbyintf(x); }
[[nodiscard]] inline double round_to_even(double x) { return __builtin_nearbyint(x); }

/// To the nearest integer, ties away from zero.
[[nodiscard]] inline float round_away(float x) { return __builtin_roundf(x); }
[[nodiscard]] inline double round_away(double x) { return __builtin_round(x); }

} // namespace quanta
