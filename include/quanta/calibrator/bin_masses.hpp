// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <quanta/observer/observer_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// `count` values between `from` and `to`, thought to be spread evenly; from == to where they are known exactly.
struct bin_mass {
    double from;
    double to;
    std::uint64_t count;
};

/// The histogram as masses, ascending, without empty ones. Exact zeros are a mass of their own, and no mass reaches
/// beyond the exact minimum and maximum.
template <HistogramStatistics Histogram>
[[nodiscard]] std::vector<bin_mass> bin_masses(const Histogram& histogram) {
    const double width = histogram.bin_width(), minimum = histogram.minimum(), maximum = histogram.maximum();
    const int first = histogram.first_bin(), last = histogram.last_bin();
    const std::uint64_t zeros = histogram.zeros();
    std::vector<bin_mass> masses;
    masses.reserve(static_cast<std::size_t>(last - first) + 2);
    for (int bin = first; bin <= last; ++bin) {
        std::uint64_t count = histogram.in_bin(bin);
        if (bin == 0 && zeros != 0) {
            masses.push_back({0, 0, zeros});
            count -= zeros;
        }
        if (count != 0) masses.push_back({std::max(bin * width, minimum), std::min((bin + 1) * width, maximum), count});
    }
    return masses;
}

} // namespace quanta
