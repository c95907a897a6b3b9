// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include <quanta/calibrator/calibration_checks.hpp>
#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/calibrator/quantization_error.hpp>
#include <quanta/isa/uncontracted.hpp>

namespace quanta::inline QUANTA_ABI {

/// The range with the smallest expected squared error of a round trip through the integers, on the histogram:
/// `expected_squared_error`. The criterion is that of NVIDIA's pytorch-quantization (MSE) and PyTorch's
/// HistogramObserver; the search is our own. The one to begin with: ahead of all other calibrators in the mean over ten
/// distributions (examples/compare_calibrators.cpp).
///
/// The full range is shrunk by factors 2^(-i / steps_per_octave) down to the width of a bin, and the best factor is
/// refined between its neighbours. Data of both signs with an asymmetric target have two ends: both are shrunk together
/// first, then the upper and the lower by turns, until a turn gains nothing. Of equal errors the wider range wins, so
/// nothing is clipped without gain.
struct minimum_squared_error {
    /// Candidates per halving of the range: 16 are 4 % apart, where the error is flat around its minimum.
    int steps_per_octave = 16;
    /// Candidates between the neighbours of the best one.
    int refinement_steps = 16;
    /// Turns of the alternating search, at most.
    int turns = 4;

    /// Error if nothing was observed, or if a parameter is not positive.
    template <HistogramStatistics Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_calibration("minimum_squared_error", statistics, target);
        check(steps_per_octave > 0 && refinement_steps > 0 && turns > 0,
              "minimum_squared_error: steps per octave, refinement steps and turns are ", steps_per_octave, ", ",
              refinement_steps, ", ", turns, " and must be positive");
        const real_range full = full_range{}.range(statistics, target);
        if (full == real_range{}) return full;
        const std::vector<bin_mass> masses = bin_masses(statistics);
        const auto error = [&](const real_range& candidate) {
            return expected_squared_error(masses, grid_of(candidate, target));
        };
        choice best{full, error(full)};
        shrink(best, full, both_ends, statistics.bin_width(), error);
        const bool two_ended = !target.symmetric && full.minimum < 0 && full.maximum > 0;
        for (int turn = 0; two_ended && turn < turns; ++turn) {
            const bool gained =
                shrink(best, full, turn % 2 == 0 ? upper_end : lower_end, statistics.bin_width(), error);
            if (!gained && turn > 0) break;
        }
        return best.range;
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(HistogramStatistics<Statistics>,
                      "minimum_squared_error needs a histogram: observe with quanta::histogram<Bins>");
    }

private:
    enum ends { lower_end, upper_end, both_ends };

    struct choice {
        real_range range;
        double error;
    };

    /// Tries to shrink some ends of the full range, the other end staying as chosen; whether the choice got better.
    template <class Error>
    bool shrink(choice& best, const real_range& full, ends moving, double bin_width, const Error& error) const {
        const double before = best.error;
        const real_range kept = best.range;
        double best_exponent = 0;
        const auto attempt = [&](double exponent) {
            const double factor = std::exp2(exponent);
            const real_range candidate{moving == upper_end ? kept.minimum : full.minimum * factor,
                                       moving == lower_end ? kept.maximum : full.maximum * factor};
            if (const double found = error(candidate); found < best.error) {
                best = {candidate, found};
                best_exponent = exponent;
            }
        };
        const double length = moving == lower_end   ? -full.minimum
                              : moving == upper_end ? full.maximum
                                                    : std::max(-full.minimum, full.maximum);
        const double deepest = std::max(std::log2(length / bin_width), 0.0), step = 1.0 / steps_per_octave;
        for (double exponent = 0; exponent <= deepest; exponent += step) attempt(-exponent);
        const double center = best_exponent;
        for (int i = 1; i <= refinement_steps && best.error < before; ++i)
            attempt(std::min(center + uncontracted(step * (2.0 * i / (refinement_steps + 1) - 1)), 0.0));
        return best.error < before;
    }
};

} // namespace quanta
