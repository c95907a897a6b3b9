// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include <quanta/observer/observer_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// Counts of neighbouring bins as reals; bin i reaches from (i - zero) width to (i - zero + 1) width.
struct counted_bins {
    std::vector<double> counts;
    std::size_t zero; ///< the bin that starts at 0
    double width;

    /// The counts of a bin that is not empty, on average; 0 where all are.
    [[nodiscard]] double values_per_filled_bin() const {
        const auto filled = counts.size() - static_cast<std::size_t>(std::count(counts.begin(), counts.end(), 0.0));
        return std::accumulate(counts.begin(), counts.end(), 0.0) /
               static_cast<double>(std::max<std::size_t>(filled, 1));
    }
};

/// The bins of a histogram from its first to its last.
template <HistogramStatistics Histogram>
[[nodiscard]] counted_bins bins_of(const Histogram& histogram) {
    const int first = histogram.first_bin(), last = histogram.last_bin();
    counted_bins bins{{}, static_cast<std::size_t>(-first), histogram.bin_width()};
    bins.counts.reserve(static_cast<std::size_t>(last - first) + 1);
    for (int bin = first; bin <= last; ++bin)
        bins.counts.push_back(static_cast<double>(std::uint64_t{histogram.in_bin(bin)}));
    return bins;
}

/// The same counts in bins twice as wide; 0 stays an edge.
[[nodiscard]] inline counted_bins joined_in_pairs(const counted_bins& bins) {
    const std::size_t odd = bins.zero % 2;
    counted_bins joined{std::vector<double>((bins.counts.size() + odd + 1) / 2), (bins.zero + 1) / 2, 2 * bins.width};
    for (std::size_t bin = 0; bin < bins.counts.size(); ++bin) joined.counts[(bin + odd) / 2] += bins.counts[bin];
    return joined;
}

} // namespace quanta
