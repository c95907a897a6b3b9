// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <quanta/params/profile_onnx.hpp>
#include <quanta/params/rules/scaled_in_double.hpp>

namespace quanta::profile::inline QUANTA_ABI {

/// The reference evaluator of the onnx package, which adds the zero point of a product before it rounds: with an odd zero
/// point every tie differs from the text of the operators. The rest is as in `profile::onnx`.
///
///     requantize   q = int(rint(clamp(double(accumulator) * m + zero_point, lowest, highest)))
///
/// Sources: onnx/reference/ops/op_qlinear_matmul.py, op_qlinear_conv.py, op_quantize_linear.py.
struct onnx_reference : detail::onnx_composed<rule::scaled_in_double> {
    static constexpr std::string_view name = "onnx_reference";
};

} // namespace quanta::profile
