// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <quanta/params/params_concepts.hpp>
#include <quanta/params/profile_tflite.hpp>
#include <quanta/params/rules/biases.hpp>
#include <quanta/params/rules/composed.hpp>
#include <quanta/params/rules/multipliers.hpp>
#include <quanta/params/rules/ranges.hpp>
#include <quanta/params/rules/reals.hpp>
#include <quanta/params/rules/scaled_in_float.hpp>
#include <quanta/params/rules/steps.hpp>
#include <quanta/params/rules/ties.hpp>
#include <quanta/params/rules/zero_points.hpp>

namespace quanta::profile::inline QUANTA_ABI {

namespace detail {

using xnnpack_reals = rule::reals<rule::times_reciprocal, rule::ties_to_even, rule::zero_point_after>;
using xnnpack_bounds = rule::reals<rule::divided, rule::ties_to_even, rule::zero_point_before>;

} // namespace detail

/// XNNPACK, the default delegate of TensorFlow Lite on processors.
///
///     quantize     q = int(rint(clamp(x * (1 / scale), lowest - zero_point, highest - zero_point))) + zero_point
///     requantize   q = int(rint(clamp(float(accumulator) * m, lowest - zero_point, highest - zero_point))) + zero_point
///     multiplier   m = lhs * rhs / out, in floats
///     bias         as `profile::tflite`: it comes with the model
///     clamp_bound  int(rint(clamp(bound / scale + zero_point, lowest, highest)))
///     op::add      in fixed point, see there
///
/// Sources: src/xnnpack/requantization.h (fp32), the f32-qs8-vcvt micro-kernels, src/operators/convolution-nhwc.c,
/// xnn_qs8_quantize. A multiplier that XNNPACK refuses, 256 or more, is none here either way.
struct xnnpack : rule::composed<detail::xnnpack_reals, rule::scaled_in_float, rule::multiplier_in_float,
                                rule::bias_in_float<rule::times_reciprocal, rule::ties_away>, detail::xnnpack_bounds> {
    static constexpr std::string_view name = "xnnpack", symmetric_scale = tflite::symmetric_scale;

    /// Those of `profile::tflite`: XNNPACK takes a model's parameters as they are.
    [[nodiscard]] static affine_params parameters(real_range range, integer_target target) {
        return tflite::parameters(range, target);
    }
};

} // namespace quanta::profile
