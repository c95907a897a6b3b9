// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include <quanta/observer/extremes.hpp>

namespace quanta::inline QUANTA_ABI {

/// The largest magnitude of everything observed: what a symmetric range needs. Any split of the data over observers,
/// merged in any order, gives the same bits.
class absolute_max {
public:
    /// Any rank, any strides; an empty view changes nothing.
    void observe(const FloatView auto& view) {
        non_finite_ += for_each_finite_block(view, [this](std::span<const float> values) {
            const extremes seen = extremes_of(values);
            absolute_maximum_ = std::max({absolute_maximum_, -seen.minimum, seen.maximum});
            count_ += values.size();
        });
    }

    void merge(const absolute_max& other) {
        absolute_maximum_ = std::max(absolute_maximum_, other.absolute_maximum_);
        count_ += other.count_;
        non_finite_ += other.non_finite_;
    }

    /// Finite values observed.
    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// NaN and infinities skipped.
    [[nodiscard]] std::uint64_t non_finite() const { return non_finite_; }
    /// max |x|; 0 where nothing was observed.
    [[nodiscard]] double absolute_maximum() const { return absolute_maximum_; }

    friend bool operator==(const absolute_max&, const absolute_max&) = default;

private:
    float absolute_maximum_ = 0;
    std::uint64_t count_ = 0;
    std::uint64_t non_finite_ = 0;
};

} // namespace quanta
