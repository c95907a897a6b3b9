// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <quanta/op/fixed_output.hpp>
#include <quanta/op/wide_curve.hpp>

namespace quanta::op::inline QUANTA_ABI {

namespace detail {

struct wide_logistic_function {
    static constexpr const char* name = "op::wide_logistic";
    static constexpr int largest_shift = 0;

    [[nodiscard]] static std::int32_t of(const wide_sigmoid& sigmoid, std::int64_t steps) {
        const std::int32_t r = sigmoid.interpolated(steps, 9, 0x7FFF << 10);
        return (steps >= 0 ? r + (1 << 9) : (1 << 25) - r + (1 << 9) - 1) >> 10;
    }
};

} // namespace detail

/// 1 / (1 + exp(-x)) of 16-bit integers, as TensorFlow Lite has it: interpolated in a table of 256 entries (`wide_sigmoid`).
///
///     r      = the line through the table, 25 bits of fraction
///     output = floor(r / 2^10 + 1/2) where x >= 0, else floor((2^25 - r - 1) / 2^10 + 1/2)
///
/// Input and output are symmetric; the output's scale is that of `fixed_output<std::int16_t>::share`, 2^-15. Formula:
/// TensorFlow Lite, kernels/internal/reference/integer_ops/logistic.h. Immutable.
class wide_logistic : public wide_curve<detail::wide_logistic_function> {
public:
    using wide_curve::wide_curve;
};

} // namespace quanta::op
