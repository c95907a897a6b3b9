// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <quanta/isa/uncontracted.hpp>
#include <quanta/observer/equal_bins.hpp>

namespace quanta::inline QUANTA_ABI {

/// How much squared error rounding to a grid makes at least, from sums over the bins that are made once: a few operations
/// for each step of a grid, however many bins there are.
///
/// Between two borders all centers c go to one grid point v: sum count (c - v)^2 = S2 - 2 v S1 + v^2 S0, where Sk is
/// sum count c^k. The bins must start at 0.
class grid_error {
public:
    explicit grid_error(const equal_bins& bins) : width_(bins.width), sums_(bins.counts.size() + 1) {
        for (std::size_t bin = 0; bin < bins.counts.size(); ++bin) {
            const double center = bins.center(bin), count = bins.counts[bin], first = uncontracted(count * center);
            const moments& before = sums_[bin];
            sums_[bin + 1] = {before.zeroth + count, before.first + first,
                              before.second + uncontracted(first * center)};
        }
    }

    /// At most sum count (q(c) - c)^2 of the grid of 0 to `steps` steps with `per_unit` of them to a unit, also where that
    /// sum is made of errors in floats: those are within 2^-20 c, so by Cauchy and Schwarz the sum within
    /// 2^-19 sqrt(sum error^2 sum c^2) if none is denormal, and 2^-30 sum c^2 is more than the rounding of 2^20 bins' sums.
    [[nodiscard]] double lower_bound(double per_unit, int steps) const {
        const std::size_t size = sums_.size() - 1;
        double error = 0;
        std::size_t first = 0;
        for (int step = 0; step <= steps && first < size; ++step) {
            const double border = std::ceil((step + 0.5) / per_unit / width_ - 0.5);
            const std::size_t end =
                step == steps || !(border < static_cast<double>(size)) ? size : static_cast<std::size_t>(border);
            error += between(std::min(first, end), end, step / per_unit);
            first = std::max(first, end);
        }
        const double squares = sums_.back().second, positive = std::max(error, 0.0);
        return positive - uncontracted(0x1p-19 * std::sqrt(positive * squares)) - uncontracted(0x1p-30 * squares);
    }

private:
    /// Of the bins before one.
    struct moments {
        double zeroth = 0, first = 0, second = 0;
    };

    [[nodiscard]] double between(std::size_t begin, std::size_t end, double point) const {
        const moments &low = sums_[begin], &high = sums_[end];
        return (high.second - low.second) - uncontracted(2 * point * (high.first - low.first)) +
               uncontracted(point * point * (high.zeroth - low.zeroth));
    }

    double width_;
    std::vector<moments> sums_;
};

} // namespace quanta
