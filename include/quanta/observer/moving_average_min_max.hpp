// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <quanta/core/contracts.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/observer/min_max.hpp>

namespace quanta::inline QUANTA_ABI {

/// minimum += c (minimum of the batch - minimum), likewise the maximum; the first batch sets both. A batch is what one
/// call of `observe` is given. c is the averaging constant, 0.01 unless told: PyTorch's MovingAverageMinMaxObserver.
/// Later batches weigh more, so the order of batches matters: the stated exception among the observers.
class moving_average_min_max {
public:
    moving_average_min_max() = default;

    /// Error unless 0 < averaging_constant <= 1; 1 keeps the last batch only.
    explicit moving_average_min_max(double averaging_constant) : averaging_constant_(averaging_constant) {
        check(averaging_constant > 0 && averaging_constant <= 1, "moving_average_min_max: averaging constant ",
              averaging_constant, " is outside (0, 1]");
    }

    /// Any rank, any strides; a batch without a finite value changes only `non_finite()`.
    void observe(const FloatView auto& view) {
        min_max batch;
        batch.observe(view);
        non_finite_ += batch.non_finite();
        if (batch.count() == 0) return;
        average(batch.minimum(), batch.maximum(), batches_ == 0 ? 1 : averaging_constant_);
        count_ += batch.count();
        ++batches_;
    }

    /// (A a + B b) / (A + B), where A and B count the batches: as if both had seen their batches at the same time.
    /// Differs from observing one after the other. Error if the averaging constants differ.
    void merge(const moving_average_min_max& other) {
        check(averaging_constant_ == other.averaging_constant_, "moving_average_min_max: merging averaging constants ",
              averaging_constant_, " and ", other.averaging_constant_);
        non_finite_ += other.non_finite_;
        if (other.batches_ == 0) return;
        const auto total = static_cast<double>(batches_ + other.batches_);
        average(other.minimum_, other.maximum_, static_cast<double>(other.batches_) / total);
        count_ += other.count_;
        batches_ += other.batches_;
    }

    /// Finite values observed.
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// NaN and infinities skipped.
    [[nodiscard]] std::uint64_t non_finite() const { return non_finite_; }
    /// Batches that had a finite value.
    [[nodiscard]] std::uint64_t batches() const { return batches_; }
    /// Averaged minimum; 0 where nothing was observed.
    [[nodiscard]] double minimum() const { return minimum_; }
    /// Averaged maximum; 0 where nothing was observed.
    [[nodiscard]] double maximum() const { return maximum_; }

private:
    void average(double minimum, double maximum, double weight) {
        minimum_ += uncontracted(weight * (minimum - minimum_));
        maximum_ += uncontracted(weight * (maximum - maximum_));
    }

    double averaging_constant_ = 0.01;
    double minimum_ = 0, maximum_ = 0;
    std::uint64_t batches_ = 0;
    std::uint64_t count_ = 0;
    std::uint64_t non_finite_ = 0;
};

} // namespace quanta
