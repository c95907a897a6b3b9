// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <quanta/isa/uncontracted.hpp>
#include <quanta/observer/batch_histogram.hpp>

namespace quanta::inline QUANTA_ABI {

/// bin(x) = int((x - min) 2048 / (max - min)), in floats; x = max is in the last.
///
/// 2048 bins from the minimum to the maximum of all batches so far. When a batch widens the range, each old bin is cut
/// into 16 parts, which go to the new bins that hold their middles. (HistogramObserver of PyTorch 2.9.1, and of
/// torchao.)
struct pytorch_layout {
    static constexpr bool counts_magnitudes = false;
    static constexpr std::size_t size = 2048;
    static constexpr std::size_t parts = 16;

    [[nodiscard]] static auto binning(const equal_bins& bins) {
        const auto low = static_cast<float>(bins.lowest);
        return [low, length = end_of(bins) - low, last = bins.counts.size() - 1](float x) {
            const float bin = (x - low) * float{size} / length;
            return bin < static_cast<float>(last) ? static_cast<std::size_t>(bin) : last; // of equal values, NaN
        };
    }

    [[nodiscard]] static equal_bins covering(equal_bins bins, const extremes& seen) {
        if (bins.counts.empty()) return between(seen.minimum, seen.maximum);
        const float low = static_cast<float>(bins.lowest), high = end_of(bins);
        if (low <= seen.minimum && seen.maximum <= high) return bins;
        equal_bins wider = between(std::min(low, seen.minimum), std::max(high, seen.maximum));
        if (bins.width == 0) {
            wider.counts[binning(wider)(low)] = bins.total();
            return wider;
        }
        const double part = bins.width / parts;
        for (std::size_t i = 0; i < size * parts; ++i) {
            const double middle = bins.lowest + uncontracted((static_cast<double>(i) + 0.5) * part);
            const auto bin = static_cast<std::size_t>((middle - wider.lowest) / wider.width);
            wider.counts[std::min(bin, size - 1)] += bins.counts[i / parts] / parts;
        }
        return wider;
    }

    [[nodiscard]] static double weight(std::uint64_t) { return 1; }

    friend bool operator==(const pytorch_layout&, const pytorch_layout&) = default;

private:
    [[nodiscard]] static equal_bins between(float low, float high) {
        return {low, (double{high} - low) / size, std::vector<double>(high > low ? size : 1)};
    }
    [[nodiscard]] static float end_of(const equal_bins& bins) { return static_cast<float>(bins.edge(size)); }
};

/// Values as PyTorch's HistogramObserver counts them, for `pytorch_l2_search`.
using pytorch_histogram = batch_histogram<pytorch_layout>;

} // namespace quanta
