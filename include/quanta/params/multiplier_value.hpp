// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

#include <quanta/core/fixed_point.hpp>
#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// What a profile that is known at run time only scales accumulators by: whichever of the two its rule takes; a
/// real one is a float or a double.
struct multiplier_value {
    double real = 0;
    fixed_point_multiplier fixed = {};
};

/// The kinds of multipliers that profiles have.
template <class T>
concept Multiplier = std::same_as<T, float> || std::same_as<T, double> || std::same_as<T, fixed_point_multiplier> ||
    std::same_as<T, multiplier_value>;

[[nodiscard]] constexpr multiplier_value to_multiplier_value(double real) { return {real, {}}; }
[[nodiscard]] constexpr multiplier_value to_multiplier_value(fixed_point_multiplier fixed) { return {0, fixed}; }
[[nodiscard]] constexpr multiplier_value to_multiplier_value(const multiplier_value& value) { return value; }

/// The one that a rule takes.
template <Multiplier T>
[[nodiscard]] constexpr T multiplier_as(const multiplier_value& value) {
    if constexpr (std::floating_point<T>)
        return static_cast<T>(value.real);
    else if constexpr (std::same_as<T, fixed_point_multiplier>)
        return value.fixed;
    else
        return value;
}

} // namespace quanta
