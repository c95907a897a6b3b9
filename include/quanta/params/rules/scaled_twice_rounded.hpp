// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <quanta/core/fixed_point.hpp>
#include <quanta/core/q31.hpp>
#include <quanta/isa/target.hpp>

namespace quanta::rule::inline QUANTA_ABI {

/// h = floor(accumulator * 2^left * mantissa * 2^-31 + 1/2)          left = max(exponent, 0), ties towards plus infinity
/// q = clamp(round(h * 2^-right) + zero_point, lowest, highest)      right = max(-exponent, 0), ties away from zero
///
/// Two roundings, so that a value below a tie can end above it. Where accumulator * 2^left does not fit 32 bits, which
/// TensorFlow Lite leaves undefined, it saturates.
/// Formula: TensorFlow Lite, MultiplyByQuantizedMultiplier; gemmlowp, fixedpoint.h, SaturatingRoundingDoublingHighMul and
/// RoundingDivideByPOT.
struct scaled_twice_rounded {
    using multiplier_type = fixed_point_multiplier;
    static constexpr std::string_view text = "Q31, half up, then half away from 0", zero_point_text = "after";

    [[nodiscard]] static int requantize(std::int32_t accumulator, fixed_point_multiplier m, int zero_point, int lowest,
                                        int highest) {
        return static_cast<int>(
            std::clamp<std::int64_t>(std::int64_t{scaled(accumulator, m)} + zero_point, lowest, highest));
    }

    /// round(h * 2^-right), without zero point and limits.
    [[nodiscard]] static std::int32_t scaled(std::int32_t accumulator, fixed_point_multiplier m) {
        const int left = std::max(m.exponent, 0), right = std::max(-m.exponent, 0);
        const std::int64_t most = std::int64_t{INT32_MAX} >> left;
        const std::int64_t raised = std::clamp<std::int64_t>(accumulator, -most - 1, most) << left;
        return q31::narrowed(q31::product(static_cast<std::int32_t>(raised), m.mantissa), right);
    }
};

} // namespace quanta::rule
