// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

#include <quanta/core/contracts.hpp>

namespace quanta {

/// A positive real number below 2^30 as `mantissa * 2^(exponent - 31)`, mantissa in [2^30, 2^31) or zero.
struct fixed_point_multiplier {
    std::int32_t mantissa = 0;
    std::int32_t exponent = 0;
};

} // namespace quanta

namespace quanta::inline QUANTA_ABI {

/// mantissa = round(f * 2^31) where value = f * 2^exponent, f in [1/2, 1), half away from zero; values below 2^-32 give
/// zero. Formula: TensorFlow Lite, quantization_util.cc, QuantizeMultiplier. Error bound: relative 2^-31.
/// Error unless 0 <= value < 2^30.
[[nodiscard]] inline fixed_point_multiplier to_fixed_point(double value) {
    check(value >= 0.0 && value < 0x1p30, "fixed-point multiplier: ", value, " is not in [0, 2^30)");
    int exponent = 0;
    const double fraction = std::frexp(value, &exponent);
    std::int64_t mantissa = static_cast<std::int64_t>(std::round(fraction * 0x1p31));
    if (mantissa == std::int64_t{1} << 31) {
        mantissa /= 2;
        ++exponent;
    }
    if (exponent < -31) return {};
    return {static_cast<std::int32_t>(mantissa), exponent};
}

/// floor((x * mantissa + 2^(30 - exponent)) / 2^(31 - exponent)): rounded once, ties towards plus infinity.
/// Formula: TensorFlow Lite with TFLITE_SINGLE_ROUNDING. The result must fit 32 bits; higher bits are dropped.
[[nodiscard]] inline std::int32_t apply(fixed_point_multiplier multiplier, std::int32_t x) {
    const std::int64_t product = std::int64_t{x} * multiplier.mantissa;
    const int shift = 31 - multiplier.exponent;
    return static_cast<std::int32_t>((product + (std::int64_t{1} << (shift - 1))) >> shift);
}

} // namespace quanta
