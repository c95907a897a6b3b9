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
#include <quanta/params/rules/scaled_in_float.hpp>
#include <quanta/params/rules/steps.hpp>
#include <quanta/params/rules/ties.hpp>
#include <quanta/params/rules/zero_points.hpp>

namespace quanta::profile::inline QUANTA_ABI {

namespace detail {

using onnx_reals = rule::reals<rule::divided, rule::ties_to_even, rule::zero_point_after>;

/// The text of ONNX but for how accumulators are scaled, in which the package's own evaluator differs.
template <class Accumulators>
struct onnx_composed
    : rule::composed<onnx_reals, Accumulators, rule::multiplier_in_float, rule::bias_by_float_step, onnx_reals> {
    static constexpr std::string_view symmetric_scale = "amax / highest";

    /// `rule::parameters_in_floats`, ties to even. Formula: Operators.md, DynamicQuantizeLinear; the symmetric one: ONNX
    /// Runtime, quant_utils.py, compute_scale_zp. Errors as `profile::quanta`.
    [[nodiscard]] static affine_params parameters(real_range range, integer_target target) {
        return rule::parameters_in_floats<rule::ties_to_even>(range, target);
    }
};

} // namespace detail

/// The text of the ONNX operators, as ONNX Runtime's processor kernels follow it.
///
///     quantize     q = clamp(rint(x / scale) + zero_point)
///     requantize   q = int(rint(clamp(float(accumulator) * m, lowest - zero_point, highest - zero_point))) + zero_point
///     multiplier   m = lhs * rhs / out, in floats
///     bias         rint(b / float(lhs * rhs)), in double
///     clamp_bound  as quantize
///
/// Sources: onnx, docs/Operators.md, QuantizeLinear, QLinearMatMul, QLinearConv (which leave the precision of the
/// multiplier open); ONNX Runtime, mlas qpostprocessor, quant_utils.py and base_quantizer.py (quantize_bias_static_impl).
/// `profile::onnx_reference` is what the package's evaluator computes instead.
struct onnx : detail::onnx_composed<rule::scaled_in_float> {
    static constexpr std::string_view name = "onnx";
};

} // namespace quanta::profile
