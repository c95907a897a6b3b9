// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include <quanta/calibrator/calibration_checks.hpp>
#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/observed_range.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/observer/onnxruntime_histogram.hpp>

namespace quanta::inline QUANTA_ABI {

/// The window of 2 i + 1 bins around zero, from i = `quantized_bins` / 2 up to all bins, with the least KL(P || Q); the
/// first of equal ones, and never beyond the observed extremes.
///
/// P: the counts of the window, those outside added to its ends. Q: the window in `quantized_bins` groups of as many
/// bins each, the rest joining the last group's sum but not its bins; a group's sum, divided by its bins that P fills
/// and truncated to an integer, in each of them. In both, empty bins get 1e-4 counts, taken from the others evenly.
///
/// As ONNX Runtime 1.23.2 computes it, but for the rounding of its sums of floats, which decides between windows that
/// differ by less than 1e-6 nats; golden vectors: onnxruntime_calibrators.json. **Its defect:** it counts 128 bins by
/// default (`onnxruntime_histogram<128>`), as many as groups, so the full range is the only window and the result is
/// that of min-max, unless a later batch made the histogram grow.
/// Every window costs time with its bins: a histogram that grew a thousandfold is refused rather than searched for hours.
struct onnxruntime_entropy {
    /// That are searched, in about a second.
    static constexpr std::size_t most_bins = std::size_t{1} << 14;

    int quantized_bins = 128;

    /// Error if nothing was observed, or unless 1 <= quantized_bins and there are as many bins, `most_bins` at most.
    template <OnnxruntimeBins Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_calibration("onnxruntime_entropy", statistics, target);
        const equal_bins& bins = statistics.bins();
        if (bins.width == 0) return {};
        const std::size_t zero = bins.counts.size() / 2, half = static_cast<std::size_t>(quantized_bins) / 2;
        check(quantized_bins >= 1 && half <= zero, "onnxruntime_entropy: ", quantized_bins, " quantized bins of ",
              bins.counts.size(), " bins");
        check(bins.counts.size() <= most_bins, "onnxruntime_entropy: ", bins.counts.size(), " bins, and at most ",
              most_bins, " are searched: let the first batch be one of large values, which makes wider bins");
        double best = std::numeric_limits<double>::infinity();
        std::size_t chosen = half;
        for (std::size_t i = half; i <= zero; ++i) {
            const double found = divergence(bins.counts, zero - i, std::min(zero + i + 1, bins.counts.size()));
            if (found < best) best = found, chosen = i;
        }
        return observed_range(statistics, target, bins.edge(zero - chosen),
                              bins.edge(std::min(zero + chosen + 1, bins.counts.size())));
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(OnnxruntimeBins<Statistics>,
                      "onnxruntime_entropy needs that toolkit's bins: observe with quanta::onnxruntime_histogram<128>");
    }

    /// KL(P || Q) of bins [begin, end), in nats.
    [[nodiscard]] double divergence(const std::vector<double>& counts, std::size_t begin, std::size_t end) const {
        const std::span<const double> all(counts), window = all.subspan(begin, end - begin);
        const auto sum = [](std::span<const double> part) { return std::accumulate(part.begin(), part.end(), 0.0); };
        std::vector<double> p(window.begin(), window.end()), q(window.size());
        p.front() += sum(all.first(begin));
        p.back() += sum(all.subspan(end));
        const auto groups = static_cast<std::size_t>(quantized_bins), merged = window.size() / groups;
        for (std::size_t group = 0; group < groups; ++group) {
            const std::size_t first = group * merged, last = first + merged;
            const double counted = sum(window.subspan(first, (group + 1 < groups ? last : window.size()) - first));
            const auto empty = std::count(p.begin() + static_cast<std::ptrdiff_t>(first),
                                          p.begin() + static_cast<std::ptrdiff_t>(last), 0.0);
            const double filled = static_cast<double>(merged) - static_cast<double>(empty);
            if (filled > 0)
                std::fill_n(q.begin() + static_cast<std::ptrdiff_t>(first), merged, std::floor(counted / filled));
        }
        return smooth(p) && smooth(q) ? relative_entropy(p, q) : std::numeric_limits<double>::infinity();
    }

private:
    /// Whether there are counts at all; then none is zero any more.
    [[nodiscard]] static bool smooth(std::vector<double>& counts) {
        constexpr double least = 1e-4;
        const auto empty = static_cast<double>(std::count(counts.begin(), counts.end(), 0.0));
        const double filled = static_cast<double>(counts.size()) - empty;
        for (double& count : counts) count = count == 0 ? least : count - least * empty / filled;
        return filled > 0;
    }

    [[nodiscard]] static double relative_entropy(const std::vector<double>& p, const std::vector<double>& q) {
        const double of_p = std::accumulate(p.begin(), p.end(), 0.0), of_q = std::accumulate(q.begin(), q.end(), 0.0);
        double sum = 0;
        for (std::size_t i = 0; i < p.size(); ++i)
            sum += uncontracted(p[i] / of_p * std::log(p[i] / of_p / (q[i] / of_q)));
        return sum;
    }
};

} // namespace quanta
