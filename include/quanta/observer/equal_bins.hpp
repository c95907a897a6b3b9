// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <quanta/isa/uncontracted.hpp>

namespace quanta::inline QUANTA_ABI {

/// A histogram as other toolkits keep it: bin i reaches from lowest + i width to lowest + (i + 1) width, wherever zero
/// is. Counts are real, since some toolkits spread or average them. Where the width is 0, all values are `lowest`.
struct equal_bins {
    double lowest = 0;
    double width = 0;
    std::vector<double> counts{};

    /// The lower edge of a bin; of the one behind the last, the end of the range.
    [[nodiscard]] double edge(std::size_t bin) const { return lowest + uncontracted(static_cast<double>(bin) * width); }
    [[nodiscard]] double center(std::size_t bin) const {
        return lowest + uncontracted((static_cast<double>(bin) + 0.5) * width);
    }
    /// All counts together.
    [[nodiscard]] double total() const {
        double sum = 0;
        for (const double count : counts) sum += count;
        return sum;
    }

    friend bool operator==(const equal_bins&, const equal_bins&) = default;
};

} // namespace quanta
