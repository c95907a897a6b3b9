// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/observer/equal_bins.hpp>

namespace quanta::inline QUANTA_ABI {

/// The first bin i with sum over bins up to i of (count / total) >= share, or the number of bins: what toolkits compute
/// by numpy.searchsorted(numpy.cumsum(counts / total), share), its rounding included.
[[nodiscard]] inline std::size_t bin_quantile(const equal_bins& bins, double share) {
    const double total = bins.total();
    double sum = 0;
    std::size_t bin = 0;
    for (; bin < bins.counts.size(); ++bin) {
        sum += bins.counts[bin] / total;
        if (sum >= share) break;
    }
    return bin;
}

} // namespace quanta
