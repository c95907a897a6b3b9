// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <quanta/core/rounding.hpp>
#include <quanta/isa/target.hpp>

namespace quanta::rule::inline QUANTA_ABI {

/// q = int(rint(clamp(float(accumulator) * m, lowest - zero_point, highest - zero_point))) + zero_point
///
/// The accumulator beyond 2^24 and the product are rounded to floats. Precondition: m is finite.
/// Formula: XNNPACK, src/xnnpack/requantization.h, fp32.
struct scaled_in_float {
    using multiplier_type = float;
    static constexpr std::string_view text = "float, half to even", zero_point_text = "after";

    [[nodiscard]] static int requantize(std::int32_t accumulator, float m, int zero_point, int lowest, int highest) {
        const float clamped = std::clamp(static_cast<float>(accumulator) * m, static_cast<float>(lowest - zero_point),
                                         static_cast<float>(highest - zero_point));
        return static_cast<int>(round_to_even(clamped)) + zero_point;
    }
};

} // namespace quanta::rule
