// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/params/params_concepts.hpp>
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

using tensorrt_reals = rule::reals<rule::divided, rule::ties_to_even, rule::zero_point_after>;

} // namespace detail

/// TensorRT, which is symmetric only.
///
///     quantize     q = clamp(rint(x / scale) + zero_point)
///     requantize   q = clamp(rint(float(accumulator) * m) + zero_point)     published formula: IQuantizeLayer after
///     multiplier   m = float(lhs * rhs / out)                               IDequantizeLayer; its kernels are not public
///     bias         rint(b / (lhs * rhs)), in floats; TensorRT keeps a bias in floats
///     clamp_bound  as quantize
///
/// Source: include/NvInfer.h, IQuantizeLayer and IDequantizeLayer. NVIDIA's Python toolkit multiplies by
/// highest / amax instead of dividing by amax / highest.
struct tensorrt : rule::composed<detail::tensorrt_reals, rule::scaled_in_float, rule::multiplier_in_double,
                                 rule::bias_in_float<rule::divided, rule::ties_to_even>, detail::tensorrt_reals> {
    static constexpr std::string_view name = "tensorrt", symmetric_scale = "amax / highest, always";

    /// scale = maximum(-min, max) / highest, zero_point = 0, whether or not the target is symmetric. In floats; a range of
    /// zero width gives scale 1. Errors as `profile::quanta`, and a format without negative integers.
    [[nodiscard]] static affine_params parameters(real_range range, integer_target target) {
        check(target.lowest < 0, "parameters: TensorRT has no zero point, integers from ", target.lowest, " to ",
              target.highest, " cannot hold negative reals");
        const auto [least, most] = rule::widened(range);
        const auto magnitude = static_cast<float>(std::max(-least, most));
        if (magnitude == 0) return {};
        return {rule::checked_scale(magnitude / static_cast<float>(target.highest), rule::smallest_scale), 0};
    }
};

} // namespace quanta::profile
