// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <quanta/calibrator/calibration_checks.hpp>
#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/observer/aimet_histogram.hpp>

namespace quanta::inline QUANTA_ABI {

/// That one of a few hundred grids with the least squared error of rounding plus three times that of clipping; the
/// first of equal ones. A grid is delta (offset + i), i = 0 to 2^bits - 1.
///
/// A symmetric target tries 101 deltas, 1/100 to 101/100 of that of the full range; another 17 deltas, 1/16 to 17/16,
/// with 21 offsets each, cut to the observed range. The full range ends at the lower edges of the outermost bins that
/// are not empty, holds 0, and is 0.01 long at least.
///
/// As Qualcomm's AIMET computes it (TfEnhancedEncodingAnalyzer, sources of 2024-10-24), in floats where it does; golden
/// vectors: aimet_calibrators.json. A target of -127 to 127 is its strict symmetric mode.
class aimet_tf_enhanced {
public:
    /// Error if nothing was observed.
    template <BinsOf<aimet_layout> Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_calibration("aimet_tf_enhanced", statistics, target);
        const equal_bins& bins = statistics.bins();
        const int steps = target.highest - target.lowest;
        const grid best = bins.counts.empty() ? grid{2.0F / static_cast<float>(steps), -(steps + 1) / 2}
                                              : search(bins, target.symmetric, steps);
        if (target.symmetric) return {-double{best.delta} * target.highest, double{best.delta} * target.highest};
        return {lowest_of(best), highest_of(best, steps)};
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(BinsOf<Statistics, aimet_layout>,
                      "aimet_tf_enhanced needs that toolkit's bins: observe with quanta::aimet_histogram");
    }

private:
    struct grid {
        float delta;
        int offset;
    };

    static constexpr float most = std::numeric_limits<float>::max();
    [[nodiscard]] static float lowest_of(grid g) { return std::max(g.delta * static_cast<float>(g.offset), -most); }
    [[nodiscard]] static float highest_of(grid g, int steps) {
        return std::min(g.delta * static_cast<float>(g.offset + steps), most);
    }

    [[nodiscard]] static grid search(const equal_bins& bins, bool symmetric, int steps) {
        const auto filled = [](double mass) { return mass > 0; };
        const auto first = std::find_if(bins.counts.begin(), bins.counts.end(), filled) - bins.counts.begin();
        const auto last = bins.counts.rend() - std::find_if(bins.counts.rbegin(), bins.counts.rend(), filled) - 1;
        const auto edge = [&](std::ptrdiff_t bin) { // 0 if none counts: floats may not tell the bins of denormals apart
            return last < first ? 0.0F : static_cast<float>(bins.edge(static_cast<std::size_t>(bin)));
        };
        const float low = std::min(edge(first), 0.0F), high = std::max({edge(last), 0.0F, low + 0.01F});
        const int all_steps = static_cast<int>(std::bit_ceil(static_cast<unsigned>(steps))) - 1;
        grid best{-1, -1};
        double least = std::numeric_limits<double>::max();
        for (const grid candidate : symmetric ? symmetric_grids(low, high, steps) : grids(low, high, steps)) {
            const double found = cost(bins, candidate, all_steps);
            if (found < least) least = found, best = candidate;
        }
        return best;
    }

    [[nodiscard]] static std::vector<grid> symmetric_grids(float low, float high, int steps) {
        const float widest = std::max(high, -low) / (static_cast<float>(steps) / 2);
        std::vector<grid> made;
        for (float share = 0.01F; share <= 1.01; share = static_cast<float>(share + 0.01))
            made.push_back({share * widest, -(steps + 1) / 2});
        return made;
    }

    [[nodiscard]] static std::vector<grid> grids(float low, float high, int steps) {
        const auto widest = static_cast<float>((double{high} - low) / steps);
        const grid observed{widest, static_cast<int>(std::round(double{low / widest}))};
        const float lowest = lowest_of(observed), highest = highest_of(observed, steps);
        std::vector<grid> made;
        for (int sixteenths = 1; sixteenths <= 17; ++sixteenths)
            for (int i = 0; i <= 20; ++i) {
                const grid candidate{static_cast<float>(sixteenths) / 16 * widest, -(steps * (20 - i) / 20)};
                const float from = lowest_of(candidate), to = highest_of(candidate, steps);
                if (from < lowest && to > highest) continue;
                const float begin = std::max(lowest, from), end = std::min(highest, to);
                if (begin == end) continue;
                const auto delta = static_cast<float>((double{end} - begin) / steps);
                made.push_back({delta, static_cast<int>(std::round(double{begin / delta}))});
            }
        made.push_back(observed);
        return made;
    }

    /// Three times the squared error of the bins outside the grid, as far as their centers are from those of the grid's
    /// outermost bins, plus that of rounding within.
    [[nodiscard]] static double cost(const equal_bins& bins, grid tried, int all_steps) {
        const auto start = static_cast<float>(bins.lowest), lowest = tried.delta * static_cast<float>(tried.offset);
        const float highest = tried.delta * static_cast<float>(tried.offset + all_steps);
        const double width = bins.edge(1) - bins.lowest;
        const auto bin_of = [&](float x) {
            const double bin = std::floor(double{x - start} / width); // NaN of an infinite delta, or of no width
            return bin > 0 ? std::min(static_cast<std::size_t>(std::min(bin, 0x1p53)), bins.counts.size() - 1) : 0;
        };
        const auto center = [&](std::size_t bin) {
            return start + uncontracted(static_cast<double>(bin) * width) + width / 2;
        };
        const std::size_t first = bin_of(lowest), last = bin_of(highest);
        const auto low_end = static_cast<float>(center(first)), high_end = static_cast<float>(center(last));
        double clipped = 0, rounded = 0;
        for (std::size_t bin = 0; bin < bins.counts.size(); ++bin) {
            const double middle = center(bin), mass = bins.counts[bin];
            if (bin < first)
                clipped += uncontracted(mass * (middle - low_end) * (middle - low_end));
            else if (bin >= last)
                clipped += uncontracted(mass * (middle - high_end) * (middle - high_end));
            else
                rounded += uncontracted(mass * squared_rounding(static_cast<float>(middle), tried));
        }
        return uncontracted(3 * clipped) + rounded;
    }

    [[nodiscard]] static double squared_rounding(float x, grid tried) {
        const auto offset = static_cast<float>(tried.offset);
        const auto q = static_cast<float>(std::round(double{x / tried.delta - offset}));
        const double error = x - uncontracted(tried.delta * (q + offset));
        return error * error;
    }
};

} // namespace quanta
