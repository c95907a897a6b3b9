// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <quanta/core/rounding.hpp>
#include <quanta/params/params_concepts.hpp>
#include <quanta/params/rules/biases.hpp>
#include <quanta/params/rules/composed.hpp>
#include <quanta/params/rules/multipliers.hpp>
#include <quanta/params/rules/ranges.hpp>
#include <quanta/params/rules/reals.hpp>
#include <quanta/params/rules/scaled_twice_rounded.hpp>
#include <quanta/params/rules/steps.hpp>
#include <quanta/params/rules/ties.hpp>
#include <quanta/params/rules/zero_points.hpp>

namespace quanta::profile::inline QUANTA_ABI {

namespace detail {

using tflite_reals = rule::reals<rule::divided, rule::ties_away, rule::zero_point_after>;

/// TensorFlow Lite but for how accumulators are scaled, which is a choice of its build.
template <class Accumulators>
struct tflite_composed : rule::composed<tflite_reals, Accumulators, rule::multiplier_in_fixed_point,
                                        rule::bias_in_float<rule::times_reciprocal, rule::ties_away>, tflite_reals> {
    static constexpr std::string_view symmetric_scale = "amax / highest";

    /// min = minimum(0, range.minimum), max = maximum(0, range.maximum)
    /// asymmetric: scale = (max - min) / (highest - lowest), zero_point = clamp(round(lowest - min / scale))
    /// symmetric:  scale = maximum(-min, max) / highest, zero_point = 0
    /// In floats; `round` takes ties away from zero. A range of zero width, for which TensorFlow Lite gives scale 0, gives
    /// scale 1 and zero point 0. Formula: tools/optimize/quantization_utils.cc, GetAsymmetricQuantizationParams and
    /// GetSymmetricQuantizationParams. Errors as `profile::quanta`.
    [[nodiscard]] static affine_params parameters(real_range range, integer_target target) {
        const auto [least, most] = rule::widened(range);
        const auto minimum = static_cast<float>(least), maximum = static_cast<float>(most);
        if (minimum == maximum) return {};
        const auto lowest = static_cast<float>(target.lowest), highest = static_cast<float>(target.highest);
        if (target.symmetric)
            return {rule::checked_scale(std::max(-minimum, maximum) / highest, rule::smallest_scale), 0};
        const float scale = rule::checked_scale((maximum - minimum) / (highest - lowest), rule::smallest_scale);
        const float zero_point = round_away(std::clamp(lowest - minimum / scale, lowest, highest));
        return {scale, static_cast<std::int32_t>(zero_point)};
    }
};

} // namespace detail

/// TensorFlow Lite's reference kernels as they are built by default: integers are rounded twice. (But for fully connected
/// layers, which LiteRT 2.3 scales by a double. Its optimized kernels for x86 take ties up both times and quantize reals as
/// `profile::xnnpack`: tests/golden has their formulas.)
///
///     quantize     q = clamp(round(x / scale) + zero_point)                      ties away from zero
///     requantize   q = clamp(round(floor(accumulator * 2^left * mantissa / 2^31 + 1/2) / 2^right) + zero_point)
///     multiplier   mantissa * 2^(exponent - 31) = lhs * rhs / out in double, rounded to 31 bits
///     bias         round(b * (1 / (lhs * rhs))), in floats
///     clamp_bound  as quantize
///
/// Sources: kernels/internal/reference/quantize.h, kernels/internal/common.cc, quantization_util.cc,
/// tools/optimize/quantization_utils.cc. Its XNNPACK delegate, which is used unless it is turned off, rounds otherwise:
/// `profile::xnnpack` (tensorflow#102943).
struct tflite : detail::tflite_composed<rule::scaled_twice_rounded> {
    static constexpr std::string_view name = "tflite";
};

} // namespace quanta::profile
