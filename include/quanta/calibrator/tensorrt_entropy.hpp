// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/magnitude_range.hpp>
#include <quanta/calibrator/window_divergence.hpp>
#include <quanta/observer/tensorrt_histogram.hpp>

namespace quanta::inline QUANTA_ABI {

/// The edge of the bin a, from `first_bin` on, with the least `window_divergence` of [0, a] in as many groups as the
/// target has magnitudes, 128 for int8; the last of those that differ by less than 1e-12 nats. Bin 0 counts as many as
/// bin 1.
///
/// As NVIDIA's pytorch-quantization and Model Optimizer 0.47.0 compute it; golden vectors: modelopt_calibrators.json.
/// Where the first bins are empty, as with data around a large mean, the divergence of their window is NaN to NumPy,
/// which takes it for the least: the last such window is the result.
struct tensorrt_entropy {
    int first_bin = 128;

    /// Error if nothing was observed, if first_bin is below 2 or above the
    /// number of bins, or if the data and the target need signs.
    template <BinsOf<tensorrt_layout> Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_magnitudes("tensorrt_entropy", statistics, target);
        const equal_bins& bins = statistics.bins();
        if (bins.width == 0) return {};
        const int groups = magnitude_steps(target) + 1;
        check(first_bin > 1, "tensorrt_entropy: first_bin is ", first_bin, " and must be at least 2");
        check(static_cast<std::size_t>(first_bin) <= bins.counts.size(), "tensorrt_entropy: first_bin is ", first_bin,
              ", and there are ", bins.counts.size(), " bins");
        return magnitude_range(target, bins.edge(search(bins.counts, static_cast<std::size_t>(groups))));
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(BinsOf<Statistics, tensorrt_layout>,
                      "tensorrt_entropy needs that toolkit's bins: observe with quanta::tensorrt_histogram");
    }

private:
    [[nodiscard]] std::size_t search(std::vector<double> counts, std::size_t groups) const {
        counts[0] = counts[1];
        window_divergence divergence(counts, groups);
        double least = std::numeric_limits<double>::infinity();
        std::size_t chosen = counts.size();
        for (auto end = static_cast<std::size_t>(first_bin); end <= counts.size(); ++end) {
            const bool empty = divergence.below(end) == 0;
            const double found = empty ? -std::numeric_limits<double>::infinity() : divergence(0, end);
            if (found > least + 1e-12) continue;
            least = found;
            chosen = end;
        }
        return chosen;
    }
};

} // namespace quanta
