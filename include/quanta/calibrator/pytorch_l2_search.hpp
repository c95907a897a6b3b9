// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <quanta/calibrator/calibration_checks.hpp>
#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/observed_range.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/observer/pytorch_histogram.hpp>

namespace quanta::inline QUANTA_ABI {

/// Bins are cut off at the ends of the histogram as long as the expected squared error of `levels` cells falls.
///
/// Two quantiles move inwards by 1e-5 of the counts, at each step the one whose bin moves further; the upper one where
/// both move alike. A step that moves a bin is kept unless the error grows, which ends the search. The error is the sum
/// over all bins of the integral of (x - nearest center of a cell)^2, values spread evenly within bins, where `levels`
/// equal cells fill the range.
///
/// As PyTorch 2.9.1 and torchao compute it (HistogramObserver, after Caffe2's NormMinimization); golden vectors:
/// pytorch_calibrators.json. They sum in floats. The levels are those of the 8-bit type that holds the integers, also
/// where fewer bits are used of it.
struct pytorch_l2_search {
    int levels = 256;

    /// Error if nothing was observed or there are no levels.
    template <BinsOf<pytorch_layout> Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_calibration("pytorch_l2_search", statistics, target);
        check(levels > 0, "pytorch_l2_search: ", levels, " levels");
        const equal_bins& bins = statistics.bins();
        const window found = bins.width == 0 ? window{0, 0} : search(bins);
        const double low = std::min(bins.edge(found.first), 0.0), high = std::max(bins.edge(found.last + 1), 0.0);
        const double magnitude = std::max(-low, high);
        return target.symmetric ? real_range{-magnitude, magnitude} : real_range{low, high};
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(BinsOf<Statistics, pytorch_layout>,
                      "pytorch_l2_search needs that toolkit's bins: observe with quanta::pytorch_histogram");
    }

private:
    /// Bins, both included.
    struct window {
        std::size_t first;
        std::size_t last;
    };

    [[nodiscard]] window search(const equal_bins& bins) const {
        constexpr double step = 1e-5;
        std::vector<double> below; // counts up to and including each bin
        for (double sum = 0; const double count : bins.counts) below.push_back(sum += count);
        const double total = below.back();
        window kept{0, below.size() - 1};
        double least = std::numeric_limits<double>::infinity(), lower = 0, upper = 1;
        while (lower < upper) {
            window next = kept;
            while (next.first < kept.last && below[next.first] < (lower + step) * total) ++next.first;
            while (next.last > kept.first && below[next.last] > (upper - step) * total) --next.last;
            const bool raise = next.first - kept.first > kept.last - next.last;
            (raise ? next.last : next.first) = raise ? kept.last : kept.first;
            raise ? lower += step : upper -= step;
            if (next.first == kept.first && next.last == kept.last) continue;
            const double found = squared_error(bins, next);
            if (found > least) break;
            least = found;
            kept = next;
        }
        return kept;
    }

    [[nodiscard]] double squared_error(const equal_bins& bins, window chosen) const {
        const double cell = bins.width * static_cast<double>(chosen.last - chosen.first + 1) / levels, half = cell / 2;
        const auto cubed = [](double x) { return uncontracted(x * x * x); };
        const auto integral = [&](double from, double to) { return (cubed(to) - cubed(from)) / 3; };
        const auto center = [&](double index) { return uncontracted((index + 0.5) * cell); };
        const auto cell_of = [&](double x) { return std::clamp(std::floor(x / cell), 0.0, levels - 1.0); };
        double sum = 0;
        for (std::size_t bin = 0; bin < bins.counts.size(); ++bin) {
            const double from =
                uncontracted((static_cast<double>(bin) - static_cast<double>(chosen.first)) * bins.width);
            const double to = from + bins.width, first = cell_of(from), last = cell_of(to);
            const double whole = uncontracted((last - first - 1) * integral(-half, half));
            sum += uncontracted(bins.counts[bin] / bins.width *
                                (integral(from - center(first), half) + whole + integral(-half, to - center(last))));
        }
        return sum;
    }
};

} // namespace quanta
