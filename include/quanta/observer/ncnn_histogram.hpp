// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <quanta/observer/batch_histogram.hpp>

namespace quanta::inline QUANTA_ABI {

/// bin(x) = min(int(|x| / m * 2048), 2047), in floats; zeros are not counted. (Tencent's ncnn, ncnn2table.)
///
/// ncnn reads all data twice and knows m, the largest magnitude, beforehand: `ncnn_histogram(ncnn_layout::up_to(m))`.
/// Without, the first batch that is not all zeros gives m, and what is larger later counts in the last bin.
struct ncnn_layout {
    static constexpr bool counts_magnitudes = true;

    /// 2048 bins from 0 to the largest magnitude.
    [[nodiscard]] static equal_bins up_to(double largest) { return {0, largest / 2048, std::vector<double>(2048)}; }

    [[nodiscard]] static equal_bins covering(equal_bins bins, const extremes& seen) {
        return bins.width > 0 ? std::move(bins) : up_to(seen.maximum);
    }

    [[nodiscard]] static auto binning(const equal_bins& bins) {
        return [largest = static_cast<float>(bins.edge(2048))](float x) {
            return x == 0 ? std::size_t{2048} : static_cast<std::size_t>(std::min(x / largest * 2048, 2047.0F));
        };
    }

    [[nodiscard]] static double weight(std::uint64_t) { return 1; }

    friend bool operator==(const ncnn_layout&, const ncnn_layout&) = default;
};

/// Magnitudes as ncnn counts them, for `ncnn_entropy`.
using ncnn_histogram = batch_histogram<ncnn_layout>;

} // namespace quanta
