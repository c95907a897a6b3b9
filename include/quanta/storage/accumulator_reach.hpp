// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// How low and how high bias + sum_k x_k * w_k can get with the weights w that were added, whatever the x of a range are:
///
///     least = bias + sum_k min(lowest w_k, highest w_k)        most = bias + sum_k max(lowest w_k, highest w_k)
class accumulator_reach {
public:
    /// Nothing but the bias. [lowest, highest]: of the left-hand values, their zero point taken off.
    constexpr accumulator_reach(std::int64_t lowest, std::int64_t highest, std::int64_t bias)
        : lowest_(lowest), highest_(highest), least_(bias), most_(bias) {}

    /// `weight`: its zero point taken off.
    constexpr void add(std::int64_t weight) {
        least_ += std::min(lowest_ * weight, highest_ * weight);
        most_ += std::max(lowest_ * weight, highest_ * weight);
    }

    /// Whether a signed accumulator that holds [-limit - 1, limit] holds every sum.
    [[nodiscard]] constexpr bool fits(std::int64_t limit) const { return least_ >= -limit - 1 && most_ <= limit; }
    [[nodiscard]] constexpr bool fits() const { return fits(std::numeric_limits<std::int32_t>::max()); } ///< 32 bits
    /// The end that is farther from zero.
    [[nodiscard]] constexpr std::int64_t farthest() const { return -least_ > most_ ? least_ : most_; }

private:
    std::int64_t lowest_, highest_, least_, most_;
};

} // namespace quanta
