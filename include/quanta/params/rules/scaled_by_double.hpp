// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <quanta/core/rounding.hpp>
#include <quanta/isa/target.hpp>

namespace quanta::rule::inline QUANTA_ABI {

/// q = int(round(clamp(double(accumulator) * m, lowest - zero_point, highest - zero_point))) + zero_point
///
/// Rounded once, ties away from zero, saturated for every accumulator. Precondition: m is finite.
/// Formula: LiteRT, kernels/internal/reference/integer_ops/fully_connected.h.
struct scaled_by_double {
    using multiplier_type = double;
    static constexpr std::string_view text = "double, half away from 0", zero_point_text = "after";

    [[nodiscard]] static int requantize(std::int32_t accumulator, double m, int zero_point, int lowest, int highest) {
        const auto steps = [zero_point](int bound) { return static_cast<double>(std::int64_t{bound} - zero_point); };
        return static_cast<int>(round_away(std::clamp(accumulator * m, steps(lowest), steps(highest))) + zero_point);
    }
};

} // namespace quanta::rule
