// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <quanta/core/contracts.hpp>
#include <quanta/core/fixed_point.hpp>

namespace quanta {

/// A real number of [0, 128) as `mantissa / 2^shift`, for sums of 48 bits: mantissa in [0, 2^15), shift in [8, 46].
struct wide_multiplier {
    std::int32_t mantissa = 0;
    std::int32_t shift = 15;
};

} // namespace quanta

namespace quanta::inline QUANTA_ABI {

/// mantissa = floor(m.mantissa / 2^16 + 1/2), at most 2^15 - 1; shift = 15 - m.exponent.
/// Formula: TensorFlow Lite, kernels/internal/common.cc, MultiplyByQuantizedMultiplier of int64_t, which takes 15 bits of
/// the 31. Error unless the exponent is in [-31, 7], hence m below 128.
[[nodiscard]] inline wide_multiplier to_wide(fixed_point_multiplier m) {
    constexpr std::int32_t largest = 0x7FFF, rounds_up = 0x7FFF0000; // to 2^15
    check(m.exponent >= -31 && m.exponent < 8, "wide multiplier: exponent ", m.exponent, " is not in [-31, 7]");
    return {m.mantissa < rounds_up ? (m.mantissa + (1 << 15)) >> 16 : largest, 15 - m.exponent};
}

/// floor((x * mantissa + 2^(shift - 1)) / 2^shift): rounded once, ties towards plus infinity, for -2^47 <= x < 2^47.
[[nodiscard]] inline std::int64_t apply(wide_multiplier m, std::int64_t x) {
    return (x * m.mantissa + (std::int64_t{1} << (m.shift - 1))) >> m.shift;
}

} // namespace quanta
