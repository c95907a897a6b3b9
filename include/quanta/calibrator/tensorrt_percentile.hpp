// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/calibrator/bin_quantile.hpp>
#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/magnitude_range.hpp>
#include <quanta/observer/tensorrt_histogram.hpp>

namespace quanta::inline QUANTA_ABI {

/// The lower edge of the bin in which `percent` of all magnitudes are reached, so a little less of them is kept.
/// As NVIDIA's pytorch-quantization and Model Optimizer 0.47.0 compute it; golden vectors: modelopt_calibrators.json.
struct tensorrt_percentile {
    double percent = 99.99;

    /// Error if nothing was observed, unless 0 <= percent <= 100, or if the data and the target need signs.
    template <BinsOf<tensorrt_layout> Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_magnitudes("tensorrt_percentile", statistics, target);
        check(percent >= 0 && percent <= 100, "tensorrt_percentile: ", percent, " percent is outside [0, 100]");
        const equal_bins& bins = statistics.bins();
        return magnitude_range(target, bins.edge(bin_quantile(bins, percent / 100)));
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(BinsOf<Statistics, tensorrt_layout>,
                      "tensorrt_percentile needs that toolkit's bins: observe with quanta::tensorrt_histogram");
    }
};

} // namespace quanta
