// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <quanta/calibrator/bin_masses.hpp>
#include <quanta/calibrator/calibration_checks.hpp>
#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/calibrator/magnitudes.hpp>
#include <quanta/isa/uncontracted.hpp>

namespace quanta::inline QUANTA_ABI {

/// The range that holds `percent` of the values, zeros included.
///
/// A symmetric target takes the percentile of |x|. Otherwise data of one sign are cut at their far end only, and data
/// of both signs lose (100 - percent) / 2 at either end, so 0 and an exact minimum of 0 stay. Within a bin the values
/// are thought to be spread evenly; the result never exceeds the exact minimum and maximum. 100 is `full_range`.
/// Where so many values are zero that nothing else would remain, nothing is cut.
struct percentile {
    /// 99.99 as in NVIDIA's pytorch-quantization and ModelOpt (ONNX Runtime: 99.999).
    double percent = 99.99;

    /// Error if nothing was observed, or unless 0 < percent <= 100.
    template <HistogramStatistics Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_calibration("percentile", statistics, target);
        check(percent > 0 && percent <= 100, "percentile: ", percent, " percent is outside (0, 100]");
        const real_range cut = target.symmetric ? symmetric(statistics) : asymmetric(statistics);
        return cut == real_range{} ? full_range{}.range(statistics, target) : cut;
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(HistogramStatistics<Statistics>,
                      "percentile needs a histogram: observe with quanta::histogram<Bins>");
    }

private:
    [[nodiscard]] real_range symmetric(const HistogramStatistics auto& statistics) const {
        const magnitudes of_magnitude(statistics);
        const double magnitude = quantile(bin_masses(of_magnitude), of_magnitude.count(), percent / 100);
        return {-magnitude, magnitude};
    }

    [[nodiscard]] real_range asymmetric(const HistogramStatistics auto& statistics) const {
        const bool negative = statistics.minimum()<0, positive = statistics.maximum()> 0;
        const double cut = (1 - percent / 100) / (negative && positive ? 2 : 1);
        const std::vector<bin_mass> masses = bin_masses(statistics);
        const double low = negative ? quantile(masses, statistics.count(), cut) : 0;
        const double high = positive ? quantile(masses, statistics.count(), 1 - cut) : 0;
        return {std::min(low, 0.0), std::max(high, 0.0)};
    }

    /// The value below which `share` of the `total` values lie.
    [[nodiscard]] static double quantile(const std::vector<bin_mass>& masses, std::uint64_t total, double share) {
        double rank = uncontracted(share * static_cast<double>(total));
        for (const bin_mass& mass : masses) {
            const auto count = static_cast<double>(mass.count);
            if (rank <= count)
                return std::min(mass.from + uncontracted((mass.to - mass.from) * (rank / count)), mass.to);
            rank -= count;
        }
        return masses.back().to;
    }
};

} // namespace quanta
