// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <span>

#include <quanta/observer/finite_blocks.hpp>

namespace quanta::inline QUANTA_ABI {

/// Mean and variance of everything observed, in doubles.
///
/// Two sets join by the update of Chan, Golub and LeVeque (1979), which loses no digits to cancellation:
/// d = mean_b - mean_a; mean = mean_a + d n_b / n; M2 = M2_a + M2_b + d^2 n_a n_b / n, where M2 = sum (x - mean)^2.
/// Another split or order of the data gives the same moments up to rounding (relative error around 1e-15), not the same
/// bits.
class moments {
public:
    /// Any rank, any strides; an empty view changes nothing.
    void observe(const FloatView auto& view) {
        non_finite_ += for_each_finite_block(view, [this](std::span<const float> values) { join(of(values)); });
    }

    void merge(const moments& other) {
        join(other);
        non_finite_ += other.non_finite_;
    }

    /// Finite values observed.
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// NaN and infinities skipped.
    [[nodiscard]] std::uint64_t non_finite() const { return non_finite_; }
    /// sum x / n; 0 where nothing was observed.
    [[nodiscard]] double mean() const { return mean_; }
    /// sum (x - mean)^2 / n, the variance of the population; 0 where nothing was observed.
    [[nodiscard]] double variance() const { return count_ == 0 ? 0 : squares_ / static_cast<double>(count_); }
    /// The square root of the variance.
    [[nodiscard]] double standard_deviation() const { return std::sqrt(variance()); }

private:
    /// Two passes over a block that is in the cache.
    [[nodiscard]] static moments of(std::span<const float> values) {
        const auto count = static_cast<double>(values.size());
        moments block;
        block.count_ = values.size();
        block.mean_ = sum(values, [](double x) { return x; }) / count;
        block.squares_ = sum(values, [mean = block.mean_](double x) { return (x - mean) * (x - mean); });
        return block;
    }

    /// Several partial sums, so that the processor need not wait for one addition before the next.
    template <class Term>
    [[nodiscard]] static double sum(std::span<const float> values, const Term& term) {
        double partial[detail::lanes]{};
        std::size_t i = 0;
        for (; i + detail::lanes <= values.size(); i += detail::lanes)
            for (std::size_t lane = 0; lane < detail::lanes; ++lane) partial[lane] += term(values[i + lane]);
        double total = 0;
        for (const double part : partial) total += part;
        for (; i < values.size(); ++i) total += term(values[i]);
        return total;
    }

    void join(const moments& other) {
        if (other.count_ == 0) return;
        const auto mine = static_cast<double>(count_), theirs = static_cast<double>(other.count_);
        const double difference = other.mean_ - mean_, share = theirs / (mine + theirs);
        squares_ += other.squares_ + difference * difference * mine * share;
        mean_ += difference * share;
        count_ += other.count_;
    }

    double mean_ = 0;
    double squares_ = 0; // sum (x - mean)^2
    std::uint64_t count_ = 0;
    std::uint64_t non_finite_ = 0;
};

} // namespace quanta
