// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/core/inline_executor.hpp>
#include <quanta/op/elementwise.hpp>
#include <quanta/op/fixed_output.hpp>
#include <quanta/op/wide_sigmoid.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// 1 / (1 + exp(-x)) of 16-bit integers, as TensorFlow Lite has it: interpolated in a table of 256 entries (`wide_sigmoid`).
///
///     r      = the line through the table, 25 bits of fraction
///     output = floor(r / 2^10 + 1/2) where x >= 0, else floor((2^25 - r - 1) / 2^10 + 1/2)
///
/// Input and output are symmetric; the output's scale is that of `fixed_output<std::int16_t>::share`, 2^-15. Formula:
/// TensorFlow Lite, kernels/internal/reference/integer_ops/logistic.h. Immutable.
class wide_logistic {
public:
    /// Errors: a scale that is none, a zero point other than 0.
    explicit wide_logistic(affine_params input) : sigmoid_(name, input, 0) {}

    /// The function of one integer.
    [[nodiscard]] std::int16_t operator()(std::int16_t x) const {
        const std::int64_t steps = sigmoid_.steps(x);
        const std::int32_t r = sigmoid_.interpolated(steps, 9, 0x7FFF << 10);
        return static_cast<std::int16_t>((steps >= 0 ? r + (1 << 9) : (1 << 25) - r + (1 << 9) - 1) >> 10);
    }

    /// Operands of equal extents, any rank and strides. The output may be the input itself, and does not overlap it
    /// otherwise. Allocates nothing. Errors name the axis.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<std::int16_t, Rank>& input, const tensor_view<std::int16_t, Rank>& output,
             Workers& executor) const {
        elementwise(name, input, output, executor, [&](const std::int16_t* in, std::size_t count, std::int16_t* out) {
            for (std::size_t i = 0; i < count; ++i) out[i] = (*this)(in[i]);
        });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<std::int16_t, Rank>& input, const tensor_view<std::int16_t, Rank>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::wide_logistic";

    wide_sigmoid sigmoid_;
};

} // namespace quanta::op
