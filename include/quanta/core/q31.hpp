// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

#include <quanta/isa/target.hpp>

namespace quanta::q31::inline QUANTA_ABI {

// Real numbers in 32-bit integers: one of "n integer bits" is x * 2^-(31 - n), in [-2^n, 2^n). A number without a word on it
// has none. Formulas: gemmlowp, fixedpoint/fixedpoint.h, whose every rounding these have.

/// 1, as near as a number without integer bits gets.
inline constexpr std::int32_t one = std::numeric_limits<std::int32_t>::max();

/// floor(a * b * 2^-31 + 1/2), saturated; it has the integer bits of a and of b together.
[[nodiscard]] constexpr std::int32_t product(std::int32_t a, std::int32_t b) {
    const std::int64_t exact = (std::int64_t{a} * b + (std::int64_t{1} << 30)) >> 31;
    return static_cast<std::int32_t>(std::min<std::int64_t>(exact, one));
}

/// round(x * 2^-bits), ties away from zero: x with more integer bits. 0 <= bits <= 62.
[[nodiscard]] constexpr std::int32_t narrowed(std::int32_t x, int bits) {
    const std::int64_t half = bits == 0 ? 0 : std::int64_t{1} << (bits - 1);
    return static_cast<std::int32_t>((x + half - (x < 0 && bits != 0)) >> bits);
}

/// x * 2^bits, saturated: x with fewer integer bits.
[[nodiscard]] constexpr std::int32_t widened(std::int32_t x, int bits) {
    constexpr std::int64_t lowest = std::numeric_limits<std::int32_t>::min();
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(std::int64_t{x} << bits, lowest, one));
}

namespace detail {

/// exp(a) for a in [-1/4, 0): exp(-1/8) times the Taylor polynomial of degree 4 at -1/8.
[[nodiscard]] constexpr std::int32_t exp_of_quarter(std::int32_t a) {
    constexpr std::int32_t exp_of_eighth = 1895147668, third = 715827883;
    const std::int32_t x = a + (1 << 28);
    const std::int32_t x2 = product(x, x), x3 = product(x2, x), x4 = product(x2, x2);
    const std::int32_t high_terms = narrowed(product(narrowed(x4, 2) + x3, third) + x2, 1);
    return exp_of_eighth + product(exp_of_eighth, x + high_terms);
}

} // namespace detail

/// exp(x) for x <= 0 with five integer bits: that of x modulo 1/4, times exp(-2^e) for each further bit of -x.
[[nodiscard]] constexpr std::int32_t exp_of_negative(std::int32_t x) {
    constexpr std::int32_t quarter = 1 << 24;
    constexpr std::array<std::int32_t, 7> factors{1672461947, 1302514674, 790015084, 290630308,
                                                  39332535,   720401,     242}; // exp(-2^e), e = -2 ... 4
    if (x == 0) return one;
    const std::int32_t part = (x & (quarter - 1)) - quarter; // in [-1/4, 0)
    const std::int32_t rest = part - x;
    std::int32_t result = detail::exp_of_quarter(widened(part, 5));
    for (std::size_t bit = 0; bit < factors.size(); ++bit)
        if ((rest & (quarter << bit)) != 0) result = product(result, factors[bit]);
    return result;
}

/// 1 / (1 + x) for x in [0, 1): twice the reciprocal of (1 + x) / 2, by three of Newton's steps.
[[nodiscard]] constexpr std::int32_t reciprocal_of_one_plus(std::int32_t x) {
    constexpr std::int32_t first = 1515870810, slope = -1010580540; // 48 / 17 and -32 / 17, with two integer bits
    const auto half = static_cast<std::int32_t>((std::int64_t{x} + one + 1) / 2);
    std::int32_t y = first + product(half, slope); // two integer bits
    for (int step = 0; step < 3; ++step) y += widened(product(y, (1 << 29) - product(half, y)), 2);
    return widened(y, 1);
}

} // namespace quanta::q31
