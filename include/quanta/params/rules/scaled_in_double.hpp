// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <quanta/core/rounding.hpp>
#include <quanta/isa/uncontracted.hpp>

namespace quanta::rule::inline QUANTA_ABI {

/// q = int(rint(clamp(double(accumulator) * m + zero_point, lowest, highest)))
///
/// The product and the sum are rounded to doubles, each on its own. Precondition: m is finite.
/// Formula: the onnx package, reference/ops/op_qlinear_matmul.py and op_qlinear_conv.py, where NumPy multiplies int32 by
/// float32 in float64.
struct scaled_in_double {
    using multiplier_type = float;
    static constexpr std::string_view text = "double, half to even", zero_point_text = "before";

    [[nodiscard]] static int requantize(std::int32_t accumulator, float m, int zero_point, int lowest, int highest) {
        const double place = uncontracted(static_cast<double>(accumulator) * double{m}) + zero_point;
        return static_cast<int>(round_to_even(std::clamp<double>(place, lowest, highest)));
    }
};

} // namespace quanta::rule
