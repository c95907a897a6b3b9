// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <quanta/core/fixed_point.hpp>
#include <quanta/isa/target.hpp>

namespace quanta::rule::inline QUANTA_ABI {

/// q = clamp(floor(accumulator * mantissa * 2^(exponent - 31) + 1/2) + zero_point, lowest, highest)
///
/// In 64 bits: rounded once, ties towards plus infinity, saturated for every accumulator.
/// Formula: TensorFlow Lite with TFLITE_SINGLE_ROUNDING, MultiplyByQuantizedMultiplier; ruy, apply_multiplier.cc.
struct scaled_once_rounded {
    using multiplier_type = fixed_point_multiplier;
    static constexpr std::string_view text = "Q31, half up", zero_point_text = "after";

    [[nodiscard]] static int requantize(std::int32_t accumulator, fixed_point_multiplier m, int zero_point, int lowest,
                                        int highest) {
        const int shift = 31 - m.exponent;
        const std::int64_t half = std::int64_t{1} << (shift - 1);
        const std::int64_t scaled = (std::int64_t{accumulator} * m.mantissa + half) >> shift;
        return static_cast<int>(std::clamp<std::int64_t>(scaled + zero_point, lowest, highest));
    }
};

} // namespace quanta::rule
