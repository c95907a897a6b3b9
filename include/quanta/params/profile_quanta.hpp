// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/core/rounding.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/params/params_concepts.hpp>

namespace quanta::profile::inline QUANTA_ABI {

/// The library's own arithmetic and the default. Float multiplications by a reciprocal, clamping before rounding,
/// rounding to nearest with ties to even, the zero point added last. These functions are normative: every kernel gives
/// their bits. They assume the default floating-point environment (round to nearest, denormals kept).
struct quanta {
    /// The smallest float whose reciprocal is finite, 2^-128 + 2^-149. No scale is below it.
    static constexpr float smallest_scale = 0x1.000008p-128F;

    /// min = minimum(0, range.minimum), max = maximum(0, range.maximum)
    /// asymmetric: scale = float((max - min) / (highest - lowest)), zero_point = clamp(rint(lowest - min / scale))
    /// symmetric:  scale = float(maximum(-min, max) / highest), zero_point = 0
    /// In double; real 0 is always one of the integers. A range of zero width gives scale 1, and a scale below
    /// `smallest_scale` is raised to it. Error unless the range is ordered and its scale is a finite float.
    [[nodiscard]] static affine_params parameters(real_range range, integer_target target) {
        check(range.minimum <= range.maximum, "parameters: the range [", range.minimum, ", ", range.maximum,
              "] is not ordered");
        const double minimum = std::min(range.minimum, 0.0), maximum = std::max(range.maximum, 0.0);
        if (minimum == maximum) return {};
        if (target.symmetric) return {to_scale(std::max(-minimum, maximum) / target.highest), 0};
        const float scale = to_scale((maximum - minimum) / (target.highest - target.lowest));
        const double zero_point = round_to_even(target.lowest - minimum / double{scale});
        return {scale, static_cast<std::int32_t>(std::clamp<double>(zero_point, target.lowest, target.highest))};
    }

    /// q = int(rint(clamp(x * (1 / scale), lowest - zero_point, highest - zero_point))) + zero_point
    /// The reciprocal is one rounded float. NaN gives zero_point, infinities the ends of the range.
    [[nodiscard]] static int quantize(float x, affine_params params, int lowest, int highest) {
        return rounded(x * (1.0F / params.scale), params.zero_point, lowest, highest);
    }

    /// x = float(q - zero_point) * scale
    [[nodiscard]] static float dequantize(int q, affine_params params) {
        return uncontracted(static_cast<float>(q - params.zero_point) * params.scale);
    }

    /// m = float(lhs * rhs / out), in double: what turns an accumulator in steps of lhs * rhs into steps of out.
    [[nodiscard]] static float multiplier(double lhs, double rhs, double out) {
        return static_cast<float>(lhs * rhs / out);
    }

    /// q = int(rint(clamp(float(accumulator) * m, lowest - zero_point, highest - zero_point))) + zero_point
    [[nodiscard]] static int requantize(std::int32_t accumulator, float m, int zero_point, int lowest, int highest) {
        return rounded(static_cast<float>(accumulator) * m, zero_point, lowest, highest);
    }

    /// rint(b / (lhs * rhs)) in double: a bias in steps of the accumulator. The result is held within +-2^62: whoever
    /// stores it in 32 bits checks that it fits. Error if it is not a number.
    [[nodiscard]] static std::int64_t bias(double b, double lhs, double rhs) {
        constexpr double limit = 0x1p62;
        const double steps = round_to_even(b / (lhs * rhs));
        check(!is_nan(steps), "bias: ", b, " in steps of ", lhs, " * ", rhs, " is not a number");
        return static_cast<std::int64_t>(std::clamp(steps, -limit, limit));
    }

private:
    [[nodiscard]] static float to_scale(double scale) {
        const auto rounded_scale = static_cast<float>(scale);
        check(is_finite(rounded_scale), "parameters: the scale ", scale, " is not a finite float");
        return std::max(rounded_scale, smallest_scale);
    }

    // Comparisons with NaN are false; it must not meet the conversion to int.
    [[nodiscard]] static int rounded(float steps, int zero_point, int lowest, int highest) {
        if (is_nan(steps)) return zero_point;
        const float clamped =
            std::clamp(steps, static_cast<float>(lowest - zero_point), static_cast<float>(highest - zero_point));
        return static_cast<int>(round_to_even(clamped)) + zero_point;
    }
};

} // namespace quanta::profile
