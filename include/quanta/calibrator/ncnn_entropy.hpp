// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include <quanta/calibrator/calibrator_concepts.hpp>
#include <quanta/calibrator/magnitude_range.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/observer/ncnn_histogram.hpp>

namespace quanta::inline QUANTA_ABI {

/// (n + 1/2) w, where the first n bins, n = 128 to 2047, have the least KL(P || Q); the first of equal ones.
///
/// P: the shares of n bins, those outside added to the last. Q: n bins in 128 groups of n / 128 bins, those on a border
/// belonging to both sides in part; the mean share of a group in each of its bins. Both have 1e-4 added to each bin.
///
/// As Tencent's ncnn computes it (ncnn2table.cpp), whatever the target; golden vectors: ncnn_calibrators.json. It sums
/// in floats. Data of one magnitude fill the last bin, which no candidate holds: all candidates diverge alike and the
/// first one wins, a range sixteen times too small.
struct ncnn_entropy {
    /// Error if nothing was observed, or if the data and the target need signs.
    template <BinsOf<ncnn_layout> Statistics>
    [[nodiscard]] real_range range(const Statistics& statistics, integer_target target) const {
        check_magnitudes("ncnn_entropy", statistics, target);
        const equal_bins& bins = statistics.bins();
        const double total = bins.total();
        std::vector<double> shares(bins.counts);
        for (double& share : shares) share /= std::max(total, 1.0);
        double least = std::numeric_limits<double>::infinity();
        std::size_t chosen = groups;
        for (std::size_t size = groups; size < shares.size(); ++size) {
            const double found = divergence(shares, size);
            if (found < least) least = found, chosen = size;
        }
        return magnitude_range(target, bins.center(chosen));
    }

    /// Chosen where the constraint fails, to say so in one sentence.
    template <class Statistics>
    void range(const Statistics&, integer_target) const {
        static_assert(BinsOf<Statistics, ncnn_layout>,
                      "ncnn_entropy needs that toolkit's bins: observe with quanta::ncnn_histogram");
    }

private:
    static constexpr std::size_t groups = 128;

    [[nodiscard]] static double divergence(const std::vector<double>& shares, std::size_t size) {
        constexpr double least = 1e-4;
        std::vector<double> q(size, least);
        for (std::size_t group = 0; group < groups; ++group) add_mean(shares, size, group, q);
        const double outside = std::accumulate(shares.begin() + static_cast<std::ptrdiff_t>(size), shares.end(), 0.0);
        double sum = 0;
        for (std::size_t bin = 0; bin < size; ++bin) {
            const double p = shares[bin] + least + (bin + 1 == size ? outside : 0);
            sum += uncontracted(p * std::log(p / q[bin]));
        }
        return sum;
    }

    /// Adds to each bin the mean of a group as far as the bin belongs to it.
    static void add_mean(const std::vector<double>& shares, std::size_t size, std::size_t group,
                         std::vector<double>& q) {
        const double length = static_cast<double>(size) / groups;
        const double begin = uncontracted(static_cast<double>(group) * length);
        const double end = begin + length;
        const auto first = static_cast<std::size_t>(begin), behind = static_cast<std::size_t>(std::ceil(end));
        const auto part = [&](std::size_t bin) {
            return std::min(end, static_cast<double>(bin) + 1) - std::max(begin, static_cast<double>(bin));
        };
        double mean = 0;
        for (std::size_t bin = first; bin < behind; ++bin) mean += part(bin) * shares[bin] / length;
        for (std::size_t bin = first; bin < behind; ++bin) q[bin] += uncontracted(part(bin) * mean);
    }
};

} // namespace quanta
