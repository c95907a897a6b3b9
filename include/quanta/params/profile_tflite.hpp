// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <quanta/params/params_concepts.hpp>
#include <quanta/params/rules/biases.hpp>
#include <quanta/params/rules/composed.hpp>
#include <quanta/params/rules/multipliers.hpp>
#include <quanta/params/rules/parameters_in_floats.hpp>
#include <quanta/params/rules/reals.hpp>
#include <quanta/params/rules/scaled_by_double.hpp>
#include <quanta/params/rules/scaled_twice_rounded.hpp>
#include <quanta/params/rules/steps.hpp>
#include <quanta/params/rules/ties.hpp>
#include <quanta/params/rules/zero_points.hpp>

namespace quanta::profile::inline QUANTA_ABI {

namespace detail {

using tflite_reals = rule::reals<rule::divided, rule::ties_away, rule::zero_point_after>;

/// TensorFlow Lite but for how accumulators are scaled.
template <class Accumulators, class Multiplier = rule::multiplier_in_fixed_point>
struct tflite_composed : rule::composed<tflite_reals, Accumulators, Multiplier,
                                        rule::bias_in_float<rule::times_reciprocal, rule::ties_away>, tflite_reals> {
    static constexpr std::string_view symmetric_scale = "amax / highest";

    /// `rule::parameters_in_floats`, ties away from zero. A range of zero width, for which TensorFlow Lite gives scale 0,
    /// gives scale 1. Formula: tools/optimize/quantization_utils.cc, GetAsymmetricQuantizationParams and
    /// GetSymmetricQuantizationParams. Errors as `profile::quanta`.
    [[nodiscard]] static affine_params parameters(real_range range, integer_target target) {
        return rule::parameters_in_floats<rule::ties_away>(range, target);
    }
};

} // namespace detail

/// TensorFlow Lite's reference kernels as they are built by default: integers are rounded twice, but in fully connected
/// layers (`tflite_linear`, `linear_profile`). Its optimized kernels for x86 take ties up both times and quantize reals as
/// `profile::xnnpack`: tests/golden has their formulas.
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

/// TensorFlow Lite's fully connected layers as LiteRT 2.3 computes them: accumulators are rounded once, the rest is as in
/// `tflite`. Older releases round them as convolutions.
///
///     requantize   q = clamp(round(double(accumulator) * multiplier) + zero_point)   ties away from zero
///     multiplier   lhs * rhs / out in double
///
/// Source: kernels/internal/reference/integer_ops/fully_connected.h.
struct tflite_linear : detail::tflite_composed<rule::scaled_by_double, rule::multiplier_of_doubles> {
    static constexpr std::string_view name = "tflite_linear";
};

} // namespace quanta::profile
