// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include <quanta/core/core_concepts.hpp>
#include <quanta/storage/storage_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// Largest |(a - za) * (b - zb)| for zero points inside their formats.
template <IntegerFormat Lhs, IntegerFormat Rhs>
[[nodiscard]] constexpr std::int64_t largest_product(int lhs_zero_point, int rhs_zero_point) {
    const auto reach = [](int lowest, int highest, int zero_point) {
        return std::max(std::int64_t{highest} - zero_point, std::int64_t{zero_point} - lowest);
    };
    return reach(Lhs::lowest, Lhs::highest, lhs_zero_point) * reach(Rhs::lowest, Rhs::highest, rhs_zero_point);
}

/// What an accumulator of products with `Lhs` holds, beside one more below zero: 32 bits, or for formats of two bytes 48,
/// which TensorFlow Lite's 64-bit requantization takes (kernels/internal/common.cc), and a double holds exactly.
template <IntegerFormat Lhs>
inline constexpr std::int64_t accumulator_limit = WideFormat<Lhs>
                                                      ? (std::int64_t{1} << 47) - 1
                                                      : std::int64_t{std::numeric_limits<std::int32_t>::max()};

/// The type of such an accumulator, and of a bias in its steps.
template <IntegerFormat Lhs>
using accumulator_type = std::conditional_t<WideFormat<Lhs>, std::int64_t, std::int32_t>;

/// Largest K for which |bias| + K * largest_product is at most `limit`, whatever the values are.
template <IntegerFormat Lhs, IntegerFormat Rhs>
[[nodiscard]] constexpr std::size_t largest_depth(int lhs_zero_point, int rhs_zero_point, std::int64_t bias,
                                                  std::int64_t limit) {
    const std::int64_t room = bias < 0 ? limit + bias : limit - bias;
    return room < 0 ? 0 : static_cast<std::size_t>(room / largest_product<Lhs, Rhs>(lhs_zero_point, rhs_zero_point));
}

/// The same for the accumulator of these formats. uint8 x int8 with both zero points 0 and no bias: 65 793; int16 x int8:
/// 33 554 431.
template <IntegerFormat Lhs, IntegerFormat Rhs>
[[nodiscard]] constexpr std::size_t largest_depth(int lhs_zero_point, int rhs_zero_point, std::int64_t bias) {
    return largest_depth<Lhs, Rhs>(lhs_zero_point, rhs_zero_point, bias, accumulator_limit<Lhs>);
}

/// How many products with both zero points 0 a 32-bit partial sum holds, rounded down to pairs. int16 x int8: 510.
template <IntegerFormat Lhs, IntegerFormat Rhs>
inline constexpr std::size_t
    partial_depth = largest_depth<Lhs, Rhs>(0, 0, 0, std::numeric_limits<std::int32_t>::max()) / 2 * 2;

} // namespace quanta
