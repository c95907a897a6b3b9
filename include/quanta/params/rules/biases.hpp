// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/core/rounding.hpp>
#include <quanta/params/rules/steps.hpp>
#include <quanta/params/rules/ties.hpp>

namespace quanta::rule::inline QUANTA_ABI {

namespace detail {

/// The integer, held within +-2^62: whoever stores it in 32 bits checks that it fits. Error if it is not a number.
[[nodiscard]] inline std::int64_t checked_bias(double steps, double b, double lhs, double rhs) {
    constexpr double limit = 0x1p62;
    check(!is_nan(steps), "bias: ", b, " in steps of ", lhs, " * ", rhs, " is not a number");
    return static_cast<std::int64_t>(std::clamp(steps, -limit, limit));
}

} // namespace detail

// A bias in steps of the accumulator.

/// rint(b / (lhs * rhs)), in double.
struct bias_in_double {
    using steps = divided;
    using ties = ties_to_even;
    static constexpr std::string_view precision = "doubles";
    [[nodiscard]] static std::int64_t of(double b, double lhs, double rhs) {
        return detail::checked_bias(round_to_even(b / (lhs * rhs)), b, lhs, rhs);
    }
};

/// rint(b / float(lhs * rhs)): the step is a float, the quotient a double.
struct bias_by_float_step {
    using steps = divided;
    using ties = ties_to_even;
    static constexpr std::string_view precision = "doubles, s a float";
    [[nodiscard]] static std::int64_t of(double b, double lhs, double rhs) {
        const float step = static_cast<float>(lhs) * static_cast<float>(rhs);
        return detail::checked_bias(round_to_even(b / double{step}), b, lhs, rhs);
    }
};

/// Ties(Steps(b, lhs * rhs)), in floats.
template <class Steps, class Ties>
struct bias_in_float {
    using steps = Steps;
    using ties = Ties;
    static constexpr std::string_view precision = "floats";
    [[nodiscard]] static std::int64_t of(double b, double lhs, double rhs) {
        const float step = static_cast<float>(lhs) * static_cast<float>(rhs);
        return detail::checked_bias(Ties::of(Steps::of(static_cast<float>(b), step)), b, lhs, rhs);
    }
};

} // namespace quanta::rule
