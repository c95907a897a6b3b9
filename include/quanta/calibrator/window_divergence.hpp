// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <quanta/isa/target.hpp>
#include <quanta/isa/uncontracted.hpp>

namespace quanta::inline QUANTA_ABI {

/// KL(P || Q) = sum P ln(P / Q), in nats, of a histogram clipped to a window and of the same after quantization.
///
/// P: the counts of the window, those outside added to its first and last bin. Q: the window in `groups` of neighbours,
/// group g from bin ceil(g length / groups) on; the counts of a group, without those from outside, spread evenly over
/// its bins that are not empty.
///
/// Time: the bins of a group are as many as length / groups, rounded down or up, and what a group adds depends on its
/// first bin and that number alone: m ln(m / f), with m counts in f bins that are not empty. So for a search that takes
/// one window after the other there is one logarithm a bin and number of bins a group, and one addition a group and
/// window.
class window_divergence {
public:
    window_divergence(std::span<const double> counts, std::size_t groups)
        : groups_(groups), mass_(counts.size() + 1), filled_(mass_.size()), entropy_(mass_.size()) {
        for (std::size_t i = 0; i < counts.size(); ++i) {
            mass_[i + 1] = mass_[i] + counts[i];
            filled_[i + 1] = filled_[i] + (counts[i] > 0);
            entropy_[i + 1] = entropy_[i] + x_ln_x(counts[i]);
        }
    }

    /// The counts before a bin.
    [[nodiscard]] double below(std::size_t bin) const { return mass_[bin]; }
    /// The counts from a bin on.
    [[nodiscard]] double from(std::size_t bin) const { return mass_.back() - mass_[bin]; }

    /// The divergence for bins [begin, end), at least two; with fewer bins than groups, each bin is a group. Infinite
    /// where P holds counts and Q none: the window is empty, or ends in an empty bin although there are counts beyond.
    /// Quick where the length is that of the last window, or a little more or less.
    [[nodiscard]] double operator()(std::size_t begin, std::size_t end) {
        const double inside = mass_[end] - mass_[begin];
        if (inside == 0) return std::numeric_limits<double>::infinity();
        const std::size_t fewer = (end - begin) / groups_, longer_groups = (end - begin) % groups_;
        tabulate(fewer);
        double ln_q = 0;
        std::size_t first = begin, last_group = begin;
        std::size_t error = groups_; // of ceil(g length / groups), in 1 / groups
        for (std::size_t group = 0; group < groups_; ++group) {
            error += longer_groups;
            const bool longer = error > groups_;
            if (fewer + longer > 0) last_group = first;
            ln_q += terms_[longer][first];
            first += fewer + longer;
            error -= longer ? groups_ : 0;
        }
        double ln_p = entropy_[end] - entropy_[begin];
        const std::size_t first_group_end = begin + fewer + (longer_groups > 0);
        add_outside(below(begin), begin, begin, first_group_end, ln_p, ln_q);
        add_outside(from(end), end - 1, last_group, end, ln_p, ln_q);
        return (ln_p - ln_q + uncontracted(mass_.back() * std::log(inside))) / mass_.back() - std::log(mass_.back());
    }

private:
    [[nodiscard]] static double x_ln_x(double x) { return x > 0 ? uncontracted(x * std::log(x)) : 0; }

    /// Counts from outside, which P has in a bin and Q has not.
    void add_outside(double outside, std::size_t bin, std::size_t group_first, std::size_t group_end, double& ln_p,
                     double& ln_q) const {
        if (outside == 0) return;
        const double counts = mass_[bin + 1] - mass_[bin];
        if (counts == 0) {
            ln_p = std::numeric_limits<double>::infinity();
            return;
        }
        ln_p += x_ln_x(counts + outside) - x_ln_x(counts);
        ln_q += uncontracted(
            outside * std::log((mass_[group_end] - mass_[group_first]) / (filled_[group_end] - filled_[group_first])));
    }

    /// What groups of `fewer` bins and of one more add, by their first bin.
    void tabulate(std::size_t fewer) {
        if (fewer == fewer_) return;
        fewer_ = fewer;
        for (std::size_t more = 0; more < 2; ++more) {
            const std::size_t bins = fewer + more;
            terms_[more].assign(mass_.size(), 0);
            for (std::size_t first = 0; first + bins < mass_.size(); ++first) {
                const double mass = mass_[first + bins] - mass_[first];
                if (mass > 0) terms_[more][first] = mass * std::log(mass / (filled_[first + bins] - filled_[first]));
            }
        }
    }

    std::size_t groups_;
    std::vector<double> mass_, filled_, entropy_; // sums over the bins before each: counts, bins not empty, x ln x
    std::array<std::vector<double>, 2> terms_;
    std::size_t fewer_ = std::numeric_limits<std::size_t>::max(); // none yet
};

} // namespace quanta
