// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <quanta/calibrator/calibration_checks.hpp>
#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/counted_bins.hpp>
#include <quanta/calibrator/magnitudes.hpp>
#include <quanta/calibrator/window_divergence.hpp>
#include <quanta/calibrator/window_error.hpp>

namespace quanta::inline QUANTA_ABI {

/// The window of bins whose distribution changes least, in the sense of Kullback and Leibler, when it is quantized and
/// what lies outside is clipped: S. Migacz, "8-bit inference with TensorRT" (GTC 2017), in the form of NVIDIA's
/// pytorch-quantization: the least `window_divergence` of all windows from one bin a target value to the full range.
///
/// A symmetric target searches [0, a] on |x| and gives [-a, a]. Otherwise the window starts as the full range and
/// loses, bin by bin, the end that clips fewer values, always containing 0: data of one sign keep their end at 0.
/// (AIMET shrinks windows likewise; the published algorithm knows only |x|.) Ends that clip nothing are the exact
/// extremes, others are edges of bins.
///
/// Departures from the published form, each undone by a parameter: exact zeros do not count, since every range
/// represents them and a ReLU's spike of zeros would dwarf all else; a sparse histogram has its bins joined in pairs
/// until the counts mean something, since the divergence of a few values is noise that narrow windows hide; and windows
/// of more than twice the squared error of the full range are passed over. Divergence does not see how far away the
/// values are that it clips: of a heavy tail it clips what carries the signal, and where data keep away from zero, so
/// that the few values inside stand in the last bin with all that are clipped, nothing diverges at all.
/// A histogram with fewer bins than target values gives the full range: observe with 4 to 16 bins a target value.
struct entropy {
    /// What happens to values that are exactly zero.
    enum class zero_policy {
        excluded,     ///< not counted
        as_neighbour, ///< bins 0 and -1 are given the counts of bins 1 and -2 (pytorch-quantization)
        counted       ///< like any other value (Migacz)
    };
    /// Which of two windows wins whose divergences differ by less than 1e-12 nats.
    enum class tie_break {
        widest,   ///< the last minimum, as in pytorch-quantization
        narrowest ///< the first minimum, as in ONNX Runtime
    };

    /// Groups that the window is quantized to. 0: the integers of the target, or its magnitudes where it is symmetric:
    /// 256 for uint8, 128 for symmetric int8, as in pytorch-quantization (1 << (bits - 1 + unsigned)).
    int target_bins = 0;
    /// Excluded: our own, see above.
    zero_policy zeros = zero_policy::excluded;
    /// As in pytorch-quantization.
    tie_break ties = tie_break::widest;
    /// Bins are joined until those not empty hold this many values on average; then noise of sampling changes the
    /// divergence by less than 1 / 128 nat. 0 never joins, as published. The number is our own.
    double values_per_bin = 64;
    /// The most squared error of a window, in that of the full range. Infinity: any, as published. The number is our own.
    double error_limit = 2;

    /// Error if nothing was observed, or if a parameter is out of its range.
    template <HistogramStatistics Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_calibration("entropy", statistics, target);
        check(target_bins == 0 || target_bins > 1, "entropy: target_bins is ", target_bins,
              " and must be 0 (as the target) or at least 2");
        check(values_per_bin >= 0, "entropy: values_per_bin is ", values_per_bin, " and must not be negative");
        check(error_limit >= 1, "entropy: error_limit is ", error_limit,
              " and must be at least 1, that of the full range");
        if (!target.symmetric) return search(statistics, std::int64_t{target.highest} - target.lowest + 1);
        const double magnitude = search(magnitudes(statistics), std::int64_t{target.highest} + 1).maximum;
        return {-magnitude, magnitude};
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(HistogramStatistics<Statistics>,
                      "entropy needs a histogram: observe with quanta::histogram<Bins>");
    }

private:
    [[nodiscard]] real_range search(const HistogramStatistics auto& statistics, std::int64_t target_values) const {
        const auto groups = static_cast<std::size_t>(target_bins == 0 ? target_values : target_bins);
        const counted_bins bins = counted(statistics, groups);
        window_divergence divergence(bins.counts, groups);
        const window_error error(bins, static_cast<double>(target_values - 1));
        const double most_error = error_limit * error(0, bins.counts.size());

        std::size_t begin = 0, end = bins.counts.size(), best_begin = begin, best_end = end;
        double best = std::numeric_limits<double>::infinity();
        while (end - begin >= groups) {
            const double found =
                error(begin, end) > most_error ? std::numeric_limits<double>::infinity() : divergence(begin, end);
            if (ties == tie_break::widest ? found < best - tie : found < best + tie) {
                best = found;
                best_begin = begin;
                best_end = end;
            }
            if (begin == bins.zero && end == bins.zero) break;
            const bool raise =
                end == bins.zero || (begin < bins.zero && divergence.below(begin + 1) <= divergence.from(end - 1));
            raise ? ++begin : --end;
        }
        const auto edge = [&](std::size_t bin) {
            return (static_cast<double>(bin) - static_cast<double>(bins.zero)) * bins.width;
        };
        return {std::max(edge(best_begin), std::min<double>(statistics.minimum(), 0)),
                std::min(edge(best_end), std::max<double>(statistics.maximum(), 0))};
    }

    /// The bins of the histogram, after the policies for zeros and for sparse bins.
    [[nodiscard]] counted_bins counted(const HistogramStatistics auto& statistics, std::size_t groups) const {
        counted_bins bins = bins_of(statistics);
        const std::size_t zero = bins.zero;
        if (zeros == zero_policy::excluded) bins.counts[zero] -= static_cast<double>(statistics.zeros());
        if (zeros == zero_policy::as_neighbour && zero + 1 < bins.counts.size())
            bins.counts[zero] = bins.counts[zero + 1];
        if (zeros == zero_policy::as_neighbour && zero >= 2) bins.counts[zero - 1] = bins.counts[zero - 2];
        while (bins.counts.size() >= groups && bins.values_per_filled_bin() < values_per_bin)
            bins = joined_in_pairs(bins);
        return bins;
    }

    static constexpr double tie = 1e-12; // nats; above the rounding of the sums
};

} // namespace quanta
