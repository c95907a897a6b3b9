// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include <quanta/observer/batch_histogram.hpp>
#include <quanta/observer/numpy_edges.hpp>
#include <quanta/observer/observer_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// `Bins` bins from -t to t, where t is the largest magnitude of the first batch, as numpy.histogram fills them.
///
/// A batch that reaches further adds floor((t' - t) / width) + 1 bins of about the same width at either end: memory
/// grows with the range. (HistogramCollector.collect_value of ONNX Runtime 1.23.2: 128 bins for entropy, 2048 for
/// percentile.)
template <std::size_t Bins>
struct onnxruntime_layout {
    static constexpr bool counts_magnitudes = false;

    [[nodiscard]] equal_bins covering(equal_bins bins, const extremes& seen) {
        const float before = -static_cast<float>(bins.lowest), now = std::max(-seen.minimum, seen.maximum);
        if (bins.width == 0) return around_zero(now, bins.total());
        if (now <= before) return bins;
        const auto width = static_cast<float>(2 * double{before} / static_cast<double>(bins.counts.size()));
        const double added = std::floor(double{now - before} / width) + 1;
        detail::check_batch_bins("onnxruntime_histogram", static_cast<double>(bins.counts.size()) + 2 * added, width,
                                 now);
        const auto half = static_cast<std::size_t>(added);
        const float wider =
            std::min(uncontracted(static_cast<float>(half) * width) + before, std::numeric_limits<float>::max());
        std::vector<double> counts(bins.counts.size() + 2 * half);
        std::copy(bins.counts.begin(), bins.counts.end(), counts.begin() + static_cast<std::ptrdiff_t>(half));
        return between(wider, std::move(counts));
    }

    [[nodiscard]] auto binning(const equal_bins& bins) const {
        return [this, zeros_alone = bins.width == 0](float x) { return zeros_alone ? 0 : edges.bin_of(x); };
    }

    [[nodiscard]] static double weight(std::uint64_t) { return 1; }

    friend bool operator==(const onnxruntime_layout&, const onnxruntime_layout&) = default;

    numpy_edges edges{};

private:
    [[nodiscard]] equal_bins around_zero(float end, double zeros) {
        std::vector<double> counts(end > 0 ? Bins : 1);
        counts[end > 0 ? Bins / 2 : 0] = zeros;
        return between(end, std::move(counts));
    }

    [[nodiscard]] equal_bins between(float end, std::vector<double> counts) {
        edges = numpy_edges(-end, end, counts.size());
        return {-end, 2 * double{end} / static_cast<double>(counts.size()), std::move(counts)};
    }
};

namespace detail {

template <class T>
inline constexpr bool is_onnxruntime_layout = false;
template <std::size_t Bins>
inline constexpr bool is_onnxruntime_layout<onnxruntime_layout<Bins>> = true;

} // namespace detail

/// Statistics in such bins, as many as they are.
template <class T>
concept OnnxruntimeBins = BinnedStatistics<T> && detail::is_onnxruntime_layout<typename T::layout>;

/// Values as ONNX Runtime counts them, for `onnxruntime_entropy` (with 128 bins) and `onnxruntime_percentile` (2048).
template <std::size_t Bins>
using onnxruntime_histogram = batch_histogram<onnxruntime_layout<Bins>>;

} // namespace quanta
