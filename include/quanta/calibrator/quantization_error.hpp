// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <quanta/calibrator/bin_masses.hpp>
#include <quanta/calibrator/integer_target.hpp>
#include <quanta/calibrator/real_range.hpp>
#include <quanta/core/rounding.hpp>
#include <quanta/isa/uncontracted.hpp>

namespace quanta::inline QUANTA_ABI {

/// The reals that survive a round trip through integers: step * q for the integers q from lowest to highest.
struct uniform_grid {
    double step;
    double lowest;
    double highest;
};

/// The grid of a range, by the formulas of `profile::quanta`: the zero point is rounded, so 0 is on the grid.
/// The range must not be empty.
[[nodiscard]] inline uniform_grid grid_of(real_range range, integer_target target) {
    if (target.symmetric) return {range.maximum / target.highest, double(target.lowest), double(target.highest)};
    const double intervals = double(target.highest) - target.lowest;
    const double step = (range.maximum - range.minimum) / intervals;
    const double lowest = std::clamp(round_to_even(range.minimum / step), -intervals, 0.0);
    return {step, lowest, lowest + intervals};
}

/// E[(x - step q(x))^2] with q(x) = clamp(rint(x / step), lowest, highest), in the squared unit of the data: the error
/// of rounding and of clipping together.
///
/// The values of a mass are spread evenly, so its error is (F(to) - F(from)) / (to - from), where F is the integral of
/// the squared error: F(t) = q(t) step^3 / 12 + (t - step q(t))^3 / 3, each whole cell adding step^3 / 12.
[[nodiscard]] inline double expected_squared_error(const std::vector<bin_mass>& masses, const uniform_grid& grid) {
    const double step = grid.step, per_unit = 1 / step, cell = step * step * step / 12;
    const auto nearest = [&](double x) { // which neighbour a tie goes to makes no difference to F
        const double bounded = std::clamp(x * per_unit, grid.lowest, grid.highest);
        return static_cast<double>(static_cast<std::int64_t>(bounded + (bounded < 0 ? -0.5 : 0.5)));
    };
    const auto integral = [&](double x) {
        const double q = nearest(x), error = x - uncontracted(step * q);
        return uncontracted(q * cell) + error * error * error / 3;
    };
    double total = 0, count = 0;
    for (const bin_mass& mass : masses) {
        const auto weight = static_cast<double>(mass.count);
        const double width = mass.to - mass.from, error = mass.from - uncontracted(step * nearest(mass.from));
        total += uncontracted(weight * (width > 0 ? (integral(mass.to) - integral(mass.from)) / width : error * error));
        count += weight;
    }
    return total / count;
}

} // namespace quanta
