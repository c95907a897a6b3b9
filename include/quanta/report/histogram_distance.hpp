// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <quanta/observer/histogram.hpp>

namespace quanta::report::inline QUANTA_ABI {

namespace detail {

/// The share of the values in each bin of `bin_width`, a power of two no narrower than the histogram's, from bin `first` on.
template <std::size_t Bins>
[[nodiscard]] std::vector<double> shares(const histogram<Bins>& values, double bin_width, int first, int last) {
    const int doublings = std::min(std::ilogb(bin_width) - std::ilogb(values.bin_width()), 31);
    std::vector<double> shares(static_cast<std::size_t>(last - first) + 1);
    for (int bin = values.first_bin(); bin <= values.last_bin(); ++bin)
        shares[static_cast<std::size_t>((bin >> doublings) - first)] += static_cast<double>(values.in_bin(bin));
    for (double& share : shares) share /= static_cast<double>(values.count());
    return shares;
}

} // namespace detail

/// integral |F(t) - G(t)| dt / (max(0, maximum) - min(0, minimum)), where F and G are the shares of the values up to t of
/// `reference` and of `other`, minimum and maximum those of `reference`: how far values must move, in the mean, to turn one
/// distribution into the other (Wasserstein-1, the earth mover's distance), as a share of the reference's range. Rounding to
/// a step s moves them by s / 4. Exact up to the wider bins of the two.
/// NaN where one of them holds nothing. A reference that is all zero: 0 if the other is, else +infinity.
template <std::size_t Bins>
[[nodiscard]] double histogram_distance(const histogram<Bins>& reference, const histogram<Bins>& other) {
    if (reference.count() == 0 || other.count() == 0) return std::numeric_limits<double>::quiet_NaN();
    const double range = std::max(0.0, reference.maximum()) - std::min(0.0, reference.minimum());
    if (range == 0) return other.minimum() == 0 && other.maximum() == 0 ? 0 : std::numeric_limits<double>::infinity();

    const double width = std::max(reference.bin_width(), other.bin_width());
    const auto coarse = [&](const histogram<Bins>& of, int bin) {
        return bin >> std::min(std::ilogb(width) - std::ilogb(of.bin_width()), 31);
    };
    const int first = std::min(coarse(reference, reference.first_bin()), coarse(other, other.first_bin()));
    const int last = std::max(coarse(reference, reference.last_bin()), coarse(other, other.last_bin()));
    const std::vector<double> expected = detail::shares(reference, width, first, last);
    const std::vector<double> found = detail::shares(other, width, first, last);
    double moved = 0, ahead = 0; // ahead: F - G
    for (std::size_t bin = 0; bin < expected.size(); ++bin) {
        ahead += expected[bin] - found[bin];
        moved += std::abs(ahead);
    }
    return moved * width / range;
}

} // namespace quanta::report
