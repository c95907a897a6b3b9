// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <quanta/observer/batch_histogram.hpp>
#include <quanta/observer/numpy_edges.hpp>

namespace quanta::inline QUANTA_ABI {

/// 2048 bins from the smallest to the largest magnitude of the first batch, as numpy.histogram fills them; bins of the
/// same width are appended when a batch reaches further: memory grows with the range. Not counted are magnitudes below
/// the smallest of the first batch and, since the appended edges are sums of floats that may fall short, sometimes the
/// largest ones. (HistogramCollector.collect_absolute_value of ONNX Runtime 1.23.2.)
struct onnxruntime_magnitudes_layout {
    static constexpr bool counts_magnitudes = true;
    static constexpr std::size_t first_bins = 2048;

    [[nodiscard]] equal_bins covering(equal_bins bins, const extremes& seen) {
        if (bins.counts.empty()) {
            const float margin = seen.minimum == seen.maximum ? 0.5F : 0; // NumPy's, around equal values
            const float low = seen.minimum - margin, high = seen.maximum + margin;
            edges = numpy_edges(low, high, first_bins);
            return {low, (double{high} - low) / first_bins, std::vector<double>(first_bins)};
        }
        if (seen.maximum <= edges.last()) return bins;
        detail::check_batch_bins("onnxruntime_magnitudes", edges.bins_until(seen.maximum), edges.width(), seen.maximum);
        edges.append_until(seen.maximum);
        bins.counts.resize(edges.bins());
        return bins;
    }

    [[nodiscard]] auto binning(const equal_bins&) const {
        return [this](float x) { return edges.bin_of(x); };
    }

    [[nodiscard]] static double weight(std::uint64_t) { return 1; }

    friend bool operator==(const onnxruntime_magnitudes_layout&, const onnxruntime_magnitudes_layout&) = default;

    numpy_edges edges{};
};

/// Magnitudes as ONNX Runtime counts them, for `onnxruntime_percentile` of a symmetric target.
using onnxruntime_magnitudes = batch_histogram<onnxruntime_magnitudes_layout>;

} // namespace quanta
