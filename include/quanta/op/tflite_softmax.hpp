// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include <quanta/core/contracts.hpp>
#include <quanta/core/fixed_point.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/core/inline_executor.hpp>
#include <quanta/core/q31.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/fixed_output.hpp>
#include <quanta/op/last_axis.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// exp(beta x) / sum of exp(beta x) along the last axis, in 32-bit fixed point, with TensorFlow Lite's every rounding.
///
///     e[d]   = exp_of_negative(-d * beta * input scale), or 0 where that is below -31          d = max - x
///     r      = 1 / sum of e[d], each rounded to 19 bits of fraction
///     output = clamp(round(256 r e[d])) + zero point                                           ties away from zero
///
/// The output has the parameters `fixed_output<T>::share`; the input's zero point cancels. Formula: TensorFlow Lite,
/// kernels/internal/reference/softmax.h, which stops the program where a sum is 512 or more; here it goes on, and saturates
/// at 4096. Its optimized kernels compute in floats. Immutable.
template <ByteStorage T>
class tflite_softmax {
public:
    /// Errors: a scale or zero point that is none; beta * scale that is not above 2^-26.
    tflite_softmax(affine_params input, float beta) {
        check_params<byte_format<T>>(name, input, "input");
        const double steps = double{beta} * double{input.scale} * 0x1p26; // of one step of the input
        check(steps > 1 && is_finite(steps), name, ": beta ", beta, " times the input scale ", input.scale,
              " is not finite and above 2^-26");
        const fixed_point_multiplier m = steps < 0x1p30 ? to_fixed_point(steps) : fixed_point_multiplier{q31::one, 31};
        const std::int64_t one_step = std::int64_t{1} << m.exponent, farthest = (std::int64_t{31} << 26) / one_step;
        for (std::int64_t d = 0; d < distances && d <= farthest; ++d) {
            const std::int32_t scaled = q31::product(static_cast<std::int32_t>(-d * one_step), m.mantissa);
            exponentials_[static_cast<std::size_t>(d)] = q31::exp_of_negative(scaled);
        }
    }

    /// Operands of equal extents, any rank and strides. The output may be the input itself, and does not overlap it
    /// otherwise. Allocates nothing. Errors name the axis.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<T, Rank>& input, const tensor_view<T, Rank>& output, Workers& executor) const {
        for_each_last_axis_row(name, input, output, executor,
                               [&](const last_axis_row<const T>& in, const last_axis_row<T>& out, std::size_t length) {
                                   run_row(in, out, length);
                               });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<T, Rank>& input, const tensor_view<T, Rank>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::tflite_softmax";
    static constexpr int distances = 256;
    static constexpr int sum_integer_bits = 12, output_bits = 8;

    void run_row(const last_axis_row<const T>& in, const last_axis_row<T>& out, std::size_t length) const {
        int largest = in[0];
        for (std::size_t i = 1; i < length; ++i) largest = std::max<int>(largest, in[i]);
        const auto exponential = [&](std::size_t i) {
            return exponentials_[static_cast<std::size_t>(largest - in[i])];
        };
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < length; ++i) sum += q31::narrowed(exponential(i), sum_integer_bits);
        const auto total = static_cast<std::uint32_t>(std::min<std::int64_t>(sum, q31::one));
        const int headroom = std::countl_zero(total);
        const std::int32_t reciprocal =
            q31::reciprocal_of_one_plus(static_cast<std::int32_t>((total << headroom) - (1U << 31)));
        const int shift = sum_integer_bits - headroom + 31 - output_bits;
        const int zero_point = fixed_output<T>::share.zero_point;
        for (std::size_t i = 0; i < length; ++i) {
            const int share = q31::narrowed(q31::product(reciprocal, exponential(i)), shift) + zero_point;
            out[i] = static_cast<T>(std::clamp<int>(share, whole_range<T>().lowest, whole_range<T>().highest));
        }
    }

    std::array<std::int32_t, distances> exponentials_{}; // without integer bits
};

} // namespace quanta::op
