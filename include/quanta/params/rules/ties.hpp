// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <quanta/core/rounding.hpp>

namespace quanta::rule::inline QUANTA_ABI {

/// To the nearest integer; 0.5 gives 0, 1.5 and 2.5 give 2 (`rint`).
struct ties_to_even {
    static constexpr std::string_view text = "half to even";
    [[nodiscard]] static float of(float x) { return round_to_even(x); }
    [[nodiscard]] static double of(double x) { return round_to_even(x); }
};

/// To the nearest integer; 0.5 gives 1, -0.5 gives -1 (`std::round`).
struct ties_away {
    static constexpr std::string_view text = "half away from 0";
    [[nodiscard]] static float of(float x) { return round_away(x); }
    [[nodiscard]] static double of(double x) { return round_away(x); }
};

} // namespace quanta::rule
