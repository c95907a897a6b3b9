// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/grid_error.hpp>
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

    /// Error if nothing was observed, if first_bin is negative or no bin, or if the data and the target need signs.
    template <BinsOf<tensorrt_layout> Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_magnitudes("tensorrt_mse", statistics, target);
        check(first_bin >= 0, "tensorrt_mse: first_bin is ", first_bin, " and must not be negative");
        const equal_bins& bins = statistics.bins();
        if (bins.width == 0) return {};
        check(static_cast<std::size_t>(first_bin) < bins.counts.size(), "tensorrt_mse: first_bin is ", first_bin,
              ", and there are ", bins.counts.size(), " bins");
        return magnitude_range(target, bins.center(search(bins, magnitude_steps(target))));
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(BinsOf<Statistics, tensorrt_layout>,
                      "tensorrt_mse needs that toolkit's bins: observe with quanta::tensorrt_histogram");
    }

private:
    /// The first bin with the least error. Of most others a bound tells that theirs is larger.
    [[nodiscard]] std::size_t search(const equal_bins& bins, int steps) const {
        const auto first = static_cast<std::size_t>(first_bin);
        const std::vector<double> bounds = lower_bounds(bins, first, steps);
        const filled_bins filled(bins);
        std::size_t chosen =
            first + static_cast<std::size_t>(std::min_element(bounds.begin(), bounds.end()) - bounds.begin());
        double least = filled.squared_error(bins.center(chosen), steps);
        for (std::size_t bin = first; bin < bins.counts.size(); ++bin) {
            if (bin == chosen || bounds[bin - first] > least) continue;
            const double found = filled.squared_error(bins.center(bin), steps);
            if (!(found < least || (found == least && bin < chosen))) continue;
            least = found;
            chosen = bin;
        }
        return chosen;
    }

    [[nodiscard]] static std::vector<double> lower_bounds(const equal_bins& bins, std::size_t first, int steps) {
        std::vector<double> bounds;
        if (bins.width < 0x1p-100 || bins.edge(bins.counts.size()) > 0x1p100) { // denormal floats may come in
            bounds.assign(bins.counts.size() - first, -std::numeric_limits<double>::infinity());
            return bounds;
        }
        const grid_error errors(bins);
        for (std::size_t bin = first; bin < bins.counts.size(); ++bin)
            bounds.push_back(errors.lower_bound(steps / bins.center(bin), steps));
        return bounds;
    }

    /// Bins without counts add nothing, and neither does one whose center is 0 to floats, on every grid.
    class filled_bins {
    public:
        explicit filled_bins(const equal_bins& bins) {
            for (std::size_t bin = 0; bin < bins.counts.size(); ++bin) {
                const auto center = static_cast<float>(bins.center(bin));
                if (bins.counts[bin] == 0 || center == 0) continue;
                centers_.push_back(center);
                counts_.push_back(bins.counts[bin]);
            }
        }

        [[nodiscard]] double squared_error(double magnitude, int steps) const {
            const auto most = static_cast<float>(steps);
            const float per_unit = most / static_cast<float>(magnitude);
            double sum = 0;
            for (std::size_t i = 0; i < centers_.size(); ++i) {
                const float error = std::min(round_to_even(centers_[i] * per_unit), most) / per_unit - centers_[i];
                sum += uncontracted(double{error} * error * counts_[i]);
            }
            return sum;
        }

    private:
        std::vector<float> centers_;
        std::vector<double> counts_;
    };
};

} // namespace quanta
