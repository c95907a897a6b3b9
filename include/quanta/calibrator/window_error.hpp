// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <quanta/calibrator/counted_bins.hpp>
#include <quanta/isa/target.hpp>
#include <quanta/isa/uncontracted.hpp>

namespace quanta::inline QUANTA_ABI {

/// The squared error that a window of bins makes, in a few operations from sums over the bins that are made once. Values
/// stand in the middle of their bin. Those within half a step of 0 go there, those outside of the window to its edge; the
/// others cost step^2 / 12, as if they were spread evenly.
class window_error {
public:
    /// `intervals`: steps that the window is divided into.
    window_error(const counted_bins& bins, double intervals)
        : zero_(bins.zero), intervals_(intervals), sums_(bins.counts.size() + 1) {
        for (std::size_t bin = 0; bin < bins.counts.size(); ++bin) {
            const double middle = place(bin) + 0.5, count = bins.counts[bin], first = uncontracted(count * middle);
            const moments& before = sums_[bin];
            sums_[bin + 1] = {before.zeroth + count, before.first + first,
                              before.second + uncontracted(first * middle)};
        }
    }

    /// Of bins [begin, end), in squares of a bin's width. begin <= zero <= end.
    [[nodiscard]] double operator()(std::size_t begin, std::size_t end) const {
        const double step = static_cast<double>(end - begin) / intervals_;
        const auto reach =
            static_cast<std::size_t>(std::ceil(std::max(step - 1, 0.0) / 2)); // bins that go to 0 each way
        const std::size_t first = std::max(begin, zero_ - std::min(zero_, reach)), last = std::min(end, zero_ + reach);
        const double rounded = count(begin, first) + count(last, end);
        return uncontracted(step * step / 12 * rounded) + around(first, last, 0) + around(0, begin, place(begin)) +
               around(end, sums_.size() - 1, place(end));
    }

private:
    /// Of the bins before one.
    struct moments {
        double zeroth = 0, first = 0, second = 0;
    };

    [[nodiscard]] double place(std::size_t bin) const { return static_cast<double>(bin) - static_cast<double>(zero_); }
    [[nodiscard]] double count(std::size_t begin, std::size_t end) const {
        return sums_[end].zeroth - sums_[begin].zeroth;
    }

    /// sum count (middle - point)^2
    [[nodiscard]] double around(std::size_t begin, std::size_t end, double point) const {
        const moments &low = sums_[begin], &high = sums_[end];
        return (high.second - low.second) - uncontracted(2 * point * (high.first - low.first)) +
               uncontracted(point * point * (high.zeroth - low.zeroth));
    }

    std::size_t zero_;
    double intervals_;
    std::vector<moments> sums_;
};

} // namespace quanta
