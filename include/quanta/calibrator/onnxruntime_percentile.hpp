// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include <quanta/calibrator/bin_quantile.hpp>
#include <quanta/calibrator/calibration_checks.hpp>
#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/observed_range.hpp>
#include <quanta/observer/onnxruntime_histogram.hpp>
#include <quanta/observer/onnxruntime_magnitudes.hpp>

namespace quanta::inline QUANTA_ABI {

/// Lower edges of the bins in which shares of the values are reached: of magnitudes `percent`, else (100 - percent) / 2
/// at either end. Never beyond the observed extremes.
///
/// As ONNX Runtime 1.23.2 computes it; golden vectors: onnxruntime_calibrators.json. Its option `symmetric`, on unless
/// told otherwise, says which bins are read: here it is the observer, `onnxruntime_magnitudes` or
/// `onnxruntime_histogram<2048>`.
struct onnxruntime_percentile {
    double percent = 99.999;

    /// Error if nothing was observed, or unless 0 <= percent <= 100.
    template <class Statistics>
        requires OnnxruntimeBins<Statistics> || BinsOf<Statistics, onnxruntime_magnitudes_layout>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_calibration("onnxruntime_percentile", statistics, target);
        check(percent >= 0 && percent <= 100, "onnxruntime_percentile: ", percent, " percent is outside [0, 100]");
        const equal_bins& bins = statistics.bins();
        if constexpr (!Statistics::counts_magnitudes) { // of equal magnitudes below 1/2 the first edge is negative
            const double cut = (100.0 - percent) / 200.0;
            return observed_range(statistics, target, bins.edge(bin_quantile(bins, cut)),
                                  bins.edge(bin_quantile(bins, 1.0 - cut)));
        }
        const double magnitude = bins.edge(bin_quantile(bins, percent / 100));
        return observed_range(statistics, target, -magnitude, magnitude);
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(OnnxruntimeBins<Statistics>, "onnxruntime_percentile needs that toolkit's bins: observe with "
                                                   "quanta::onnxruntime_magnitudes or onnxruntime_histogram<2048>");
    }
};

} // namespace quanta
