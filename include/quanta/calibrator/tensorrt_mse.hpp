// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/magnitude_range.hpp>
#include <quanta/core/rounding.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/observer/tensorrt_histogram.hpp>

namespace quanta::inline QUANTA_ABI {

/// The center of the bin a, from `first_bin` on, with the least sum of count (q(c) - c)^2 over the centers c of all
/// bins, q(c) = clamp(rint(c s), -n, n) / s with s = n / a in floats and n = 127 for 8 bits; the first of equal ones.
///
/// As NVIDIA's pytorch-quantization computes it; golden vectors: modelopt_calibrators.json. Model Optimizer 0.47.0 has
/// the same code with a defect: it hands its quantizer the number of bits as a bias, and always finds `first_bin`.
struct tensorrt_mse {
    int first_bin = 128;

    /// Error if nothing was observed, if first_bin is negative, or if the data and the target need signs.
    template <BinsOf<tensorrt_layout> Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_magnitudes("tensorrt_mse", statistics, target);
        check(first_bin >= 0, "tensorrt_mse: first_bin is ", first_bin, " and must not be negative");
        const equal_bins& bins = statistics.bins();
        const auto steps = static_cast<float>(magnitude_steps(target));
        double best = std::numeric_limits<double>::infinity(), magnitude = 0;
        for (auto bin = static_cast<std::size_t>(first_bin); bin < bins.counts.size(); ++bin) {
            const double found = squared_error(bins, steps / static_cast<float>(bins.center(bin)), steps);
            if (found >= best) continue;
            best = found;
            magnitude = bins.center(bin);
        }
        return magnitude_range(target, magnitude);
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(BinsOf<Statistics, tensorrt_layout>,
                      "tensorrt_mse needs that toolkit's bins: observe with quanta::tensorrt_histogram");
    }

private:
    [[nodiscard]] static double squared_error(const equal_bins& bins, float per_unit, float steps) {
        double sum = 0;
        for (std::size_t bin = 0; bin < bins.counts.size(); ++bin) {
            const auto center = static_cast<float>(bins.center(bin));
            const float error = std::min(round_to_even(center * per_unit), steps) / per_unit - center;
            sum += uncontracted(double{error} * error * bins.counts[bin]);
        }
        return sum;
    }
};

} // namespace quanta
