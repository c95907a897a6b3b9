// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// KL(P || Q) = sum P ln(P / Q), in nats, of a histogram clipped to a window and of the same after quantization.
///
/// P: the counts of the window, those outside added to its first and last bin. Q: the window in `groups` of neighbours
/// as equal as whole bins allow, the counts of a group, without those from outside, spread evenly over its bins that
/// are not empty; then (1 - smoothing) Q + smoothing / bins of the window.
/// Sums over the bins of a group are differences of running sums, so a window costs one logarithm a group.
class window_divergence {
public:
    window_divergence(std::span<const double> counts, std::size_t groups, double smoothing)
        : groups_(groups), smoothing_(smoothing), mass_(counts.size() + 1), filled_(mass_.size()),
          entropy_(mass_.size()) {
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

    /// The divergence for bins [begin, end), at least one a group. Infinite where P holds counts and Q none: the window
    /// is empty, or without smoothing ends in an empty bin although there are counts beyond.
    [[nodiscard]] double operator()(std::size_t begin, std::size_t end) const {
        const double inside = mass_[end] - mass_[begin], floor = smoothing_ / static_cast<double>(end - begin);
        if (inside == 0) return std::numeric_limits<double>::infinity();
        const auto evenly = [&](std::size_t first, std::size_t last) { // Q of the bins of one group that are not empty
            const double share = (mass_[last] - mass_[first]) / (filled_[last] - filled_[first]) / inside;
            return (1 - smoothing_) * share + floor;
        };
        double p_ln_p = entropy_[end] - entropy_[begin], p_ln_q = 0;
        std::size_t first = begin;
        for (std::size_t group = 1; group <= groups_; ++group) {
            const std::size_t last = begin + group * (end - begin) / groups_;
            const double counts = mass_[last] - mass_[first];
            if (counts > 0) p_ln_q += counts * std::log(evenly(first, last));
            first = last;
        }
        const auto add_outside = [&](double outside, std::size_t bin, std::size_t group_first, std::size_t group_last) {
            if (outside == 0) return;
            const double counts = mass_[bin + 1] - mass_[bin];
            p_ln_p += x_ln_x(counts + outside) - x_ln_x(counts);
            p_ln_q += outside * std::log(counts > 0 ? evenly(group_first, group_last) : floor);
        };
        add_outside(below(begin), begin, begin, begin + (end - begin) / groups_);
        add_outside(from(end), end - 1, begin + (groups_ - 1) * (end - begin) / groups_, end);
        return (p_ln_p - p_ln_q) / mass_.back() - std::log(mass_.back());
    }

private:
    [[nodiscard]] static double x_ln_x(double x) { return x > 0 ? x * std::log(x) : 0; }

    std::size_t groups_;
    double smoothing_;
    std::vector<double> mass_, filled_, entropy_; // sums over the bins before each: counts, bins not empty, x ln x
};

} // namespace quanta
