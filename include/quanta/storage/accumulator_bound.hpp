// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <quanta/core/core_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// Largest |(a - za) * (b - zb)| for zero points inside their formats.
template <IntegerFormat Lhs, IntegerFormat Rhs>
[[nodiscard]] constexpr std::int64_t largest_product(int lhs_zero_point, int rhs_zero_point) {
    const auto reach = [](int lowest, int highest, int zero_point) {
        return std::max(std::int64_t{highest} - zero_point, std::int64_t{zero_point} - lowest);
    };
    return reach(Lhs::lowest, Lhs::highest, lhs_zero_point) * reach(Rhs::lowest, Rhs::highest, rhs_zero_point);
}

/// Largest K for which |bias| + K * largest_product fits a signed 32-bit accumulator, whatever the values are.
/// uint8 x int8 with both zero points 0 and no bias: 65 793.
template <IntegerFormat Lhs, IntegerFormat Rhs>
[[nodiscard]] constexpr std::size_t largest_depth(int lhs_zero_point, int rhs_zero_point, std::int64_t bias) {
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    const std::int64_t room = bias < 0 ? most + bias : most - bias;
    return room < 0 ? 0 : static_cast<std::size_t>(room / largest_product<Lhs, Rhs>(lhs_zero_point, rhs_zero_point));
}

} // namespace quanta
