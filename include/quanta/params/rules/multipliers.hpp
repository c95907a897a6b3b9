// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <quanta/core/fixed_point.hpp>

namespace quanta::rule::inline QUANTA_ABI {

// What turns an accumulator in steps of lhs * rhs into steps of out. The arguments are floats, or the reciprocal of a count.

/// m = float(lhs * rhs / out), in double.
struct multiplier_in_double {
    static constexpr std::string_view text = "rounded double";
    [[nodiscard]] static float of(double lhs, double rhs, double out) { return static_cast<float>(lhs * rhs / out); }
};

/// m = lhs * rhs / out, in double.
struct multiplier_of_doubles {
    static constexpr std::string_view text = "double";
    [[nodiscard]] static double of(double lhs, double rhs, double out) { return lhs * rhs / out; }
};

/// m = (lhs * rhs) / out, in floats: two roundings.
struct multiplier_in_float {
    static constexpr std::string_view text = "floats";
    [[nodiscard]] static float of(double lhs, double rhs, double out) {
        return static_cast<float>(lhs) * static_cast<float>(rhs) / static_cast<float>(out);
    }
};

/// m = to_fixed_point(lhs * rhs / out), in double. Error unless it is below 2^30.
struct multiplier_in_fixed_point {
    static constexpr std::string_view text = "31 bits of a double";
    [[nodiscard]] static fixed_point_multiplier of(double lhs, double rhs, double out) {
        return to_fixed_point(lhs * rhs / out);
    }
};

} // namespace quanta::rule
