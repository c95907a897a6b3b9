// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include <quanta/calibrator/bin_masses.hpp>
#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/magnitude_range.hpp>
#include <quanta/calibrator/magnitudes.hpp>
#include <quanta/isa/uncontracted.hpp>

namespace quanta::inline QUANTA_ABI {

/// a <- sum of |x| >= a / ((1 - r) n_a + r n), from a = 1 on, where n_a of n values have |x| >= a, r = 4^-bits / 3, or
/// 4^-bits / 12 where the target is not symmetric: the magnitude at which the error of clipping and of rounding
/// balance.
///
/// C. Sakr et al., "Optimal Clipping and Magnitude-aware Differentiation for Improved Quantization-aware Training"
/// (2022), equation (6), in the form of AI Edge Quantizer 0.10.0, for which exact zeros count like other values and the
/// last of `iterations` is the one that changes a by less than 1e-5 a; golden vectors: ai_edge_calibrators.json. It
/// reads the data themselves, we a histogram, with values spread evenly within bins.
struct octav {
    int iterations = 10;

    /// Error if nothing was observed, if there are no iterations, or if the data and the target need signs.
    template <HistogramStatistics Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_calibration("octav", statistics, target);
        check(iterations > 0, "octav: ", iterations, " iterations");
        check_signs("octav", statistics, target);
        const magnitudes of_magnitude(statistics);
        const auto bits = static_cast<int>(
            std::bit_width(static_cast<unsigned>(target.highest) - static_cast<unsigned>(target.lowest)));
        const double rounding = std::ldexp(1.0, -2 * bits) / (target.symmetric ? 3 : 12);
        return magnitude_range(target, search(bin_masses(of_magnitude), rounding));
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(HistogramStatistics<Statistics>, "octav needs a histogram: observe with quanta::histogram<Bins>");
    }

private:
    [[nodiscard]] double search(const std::vector<bin_mass>& masses, double rounding) const {
        double magnitude = 1;
        for (int i = 0; i < iterations; ++i) {
            const double before = magnitude;
            double count = 0, above = 0, sum = 0;
            for (const bin_mass& mass : masses) {
                const double from = std::max(mass.from, before), width = mass.to - mass.from;
                const auto all = static_cast<double>(mass.count);
                const double part = width > 0 ? std::max(mass.to - from, 0.0) / width * all : from <= mass.to ? all : 0;
                count += all;
                above += part;
                sum += uncontracted(part * (from + mass.to) / 2);
            }
            magnitude = sum / (uncontracted((1 - rounding) * above) + uncontracted(rounding * count));
            if (std::fabs(magnitude - before) <= 1e-8 + uncontracted(1e-5 * magnitude)) break;
        }
        return magnitude;
    }
};

} // namespace quanta
