// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include <quanta/observer/extremes.hpp>

namespace quanta::inline QUANTA_ABI {

/// The smallest and the largest finite value of everything observed. Any split of the data over observers, merged in
/// any order, gives the same bits.
class min_max {
public:
    /// Any rank, any strides; an empty view changes nothing.
    void observe(const FloatView auto& view) {
        non_finite_ += for_each_finite_block(view, [this](std::span<const float> values) {
            range_.include(extremes_of(values));
            count_ += values.size();
        });
    }

    void merge(const min_max& other) {
        range_.include(other.range_);
        count_ += other.count_;
        non_finite_ += other.non_finite_;
    }

    /// Finite values observed.
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// NaN and infinities skipped.
    [[nodiscard]] std::uint64_t non_finite() const { return non_finite_; }
    /// +infinity where nothing was observed.
    [[nodiscard]] double minimum() const { return range_.minimum; }
    /// -infinity where nothing was observed.
    [[nodiscard]] double maximum() const { return range_.maximum; }

    friend bool operator==(const min_max&, const min_max&) = default;

private:
    extremes range_;
    std::uint64_t count_ = 0;
    std::uint64_t non_finite_ = 0;
};

} // namespace quanta
