// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <tuple>
#include <vector>

#include <quanta/calibrator/calibration_checks.hpp>
#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/quantization_error.hpp>

namespace quanta::inline QUANTA_ABI {

/// What a calibrator of several won with.
struct calibrator_choice {
    real_range range;
    std::size_t calibrator; ///< its place in the list
    double error;           ///< expected squared error, in the squared unit of the data
};

/// The range of that one of several calibrators whose `expected_squared_error` on the histogram is the least, the first
/// of equal ones: a tournament for each tensor, on one histogram. `best_of<full_range, percentile, entropy>`. Each has
/// its parameters: `best_of<percentile, percentile>{{percentile{99.9}, percentile{99.999}}}`.
template <class... Calibrators>
struct best_of {
    static_assert(sizeof...(Calibrators) > 0, "best_of: there must be a calibrator to choose");

    std::tuple<Calibrators...> calibrators{};

    /// Error if nothing was observed, or as the calibrators say.
    template <HistogramStatistics Statistics>
        requires(CalibratorFor<Calibrators, Statistics>&&...)
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        return choose(statistics, target).range;
    }

    /// The range with the calibrator that it is from.
    template <HistogramStatistics Statistics>
        requires(CalibratorFor<Calibrators, Statistics>&&...)
    [[nodiscard]] calibrator_choice choose(const Statistics& statistics, integer_target target) const {
        check_calibration("best_of", statistics, target);
        const std::vector<bin_mass> masses = bin_masses(statistics);
        calibrator_choice best{{}, 0, std::numeric_limits<double>::infinity()};
        std::size_t place = 0;
        const auto enter = [&](const auto& calibrator) {
            const real_range found = calibrator.range(statistics, target);
            const uniform_grid grid = found == real_range{} ? uniform_grid{1, 0, 0} : grid_of(found, target);
            const double error = expected_squared_error(masses, grid);
            if (error < best.error) best = {found, place, error};
            ++place;
        };
        std::apply([&](const auto&... each) { (enter(each), ...); }, calibrators);
        return best;
    }

    /// Chosen where the constraints fail, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(HistogramStatistics<Statistics>,
                      "best_of needs a histogram: observe with quanta::histogram<Bins>");
        static_assert((CalibratorFor<Calibrators, Statistics> && ...),
                      "best_of: each calibrator must give a range from what the observer knows");
    }
};

} // namespace quanta
