// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <quanta/op/fixed_output.hpp>
#include <quanta/op/wide_curve.hpp>

namespace quanta::op::inline QUANTA_ABI {

namespace detail {

struct wide_tanh_function {
    static constexpr const char* name = "op::wide_tanh";
    static constexpr int largest_shift = 1;

    [[nodiscard]] static std::int32_t of(const wide_sigmoid& sigmoid, std::int64_t steps) {
        const std::int32_t r = sigmoid.interpolated(steps, 8, 0xFFFF << 8) - (1 << 23);
        return (steps >= 0 ? r + (1 << 7) : -r + (1 << 7) - 1) >> 8;
    }
};

} // namespace detail

/// tanh(x) of 16-bit integers, as TensorFlow Lite has it: 2 / (1 + exp(-2x)) - 1, interpolated in a table of 256 entries
/// (`wide_sigmoid`).
///
///     r      = the line through the table at 2x, 24 bits of fraction
///     output = floor((r - 2^23) / 2^8 + 1/2) where x >= 0, else floor((2^23 - r - 1) / 2^8 + 1/2)
///
/// Input and output are symmetric; the output's scale is that of `fixed_output<std::int16_t>::tanh`, 2^-15. Formula:
/// TensorFlow Lite, kernels/internal/reference/integer_ops/tanh.h. Immutable.
class wide_tanh : public wide_curve<detail::wide_tanh_function> {
public:
    using wide_curve::wide_curve;
};

} // namespace quanta::op
