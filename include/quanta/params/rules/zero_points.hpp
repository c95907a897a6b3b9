// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <quanta/isa/target.hpp>

namespace quanta::rule::inline QUANTA_ABI {

// When the zero point is added. `before_rounding` is the part that is added to the steps while they are a float; the rest
// is added to the rounded integer.

/// Afterwards: ties do not depend on the zero point.
struct zero_point_after {
    static constexpr std::string_view text = "after";
    [[nodiscard]] static constexpr int before_rounding(int, int) { return 0; }
};

/// Beforehand: with an odd zero point a tie to even goes the other way.
struct zero_point_before {
    static constexpr std::string_view text = "before";
    [[nodiscard]] static constexpr int before_rounding(int zero_point, int) { return zero_point; }
};

/// Beforehand, and integers are counted from the lowest of the format: what is rounded is never negative.
struct offset_before {
    static constexpr std::string_view text = "before, from lowest";
    [[nodiscard]] static constexpr int before_rounding(int zero_point, int lowest) { return zero_point - lowest; }
};

} // namespace quanta::rule
