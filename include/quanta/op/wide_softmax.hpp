// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <quanta/core/contracts.hpp>
#include <quanta/core/fixed_point.hpp>
#include <quanta/core/inline_executor.hpp>
#include <quanta/core/integer_formats.hpp>
#include <quanta/op/fixed_output.hpp>
#include <quanta/op/interpolated_table.hpp>
#include <quanta/op/last_axis.hpp>
#include <quanta/op/operands.hpp>
#include <quanta/params/rules/scaled_twice_rounded.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// exp(beta x) / sum of exp(beta x) along the last axis of 16-bit integers, as TensorFlow Lite has it: exponentials down to
/// exp(-10) and the reciprocal of their sum are interpolated in tables of 513 entries.
///
///     d      = (x - max) * beta * input scale in steps of 10 / 65535, rounded as `profile::tflite` requantizes
///     e      = exp(d) in steps of 2^-15, interpolated
///     output = clamp(round(e * (1 / sum of e)), 0, 32767), the reciprocal interpolated after the sum is brought to [1, 2)
///
/// Input and output are symmetric; the output's scale is that of `fixed_output<std::int16_t>::share`, 2^-15. Sums beyond
/// 65536, which TensorFlow Lite leaves undefined, saturate. Formula: kernels/internal/reference/softmax.h, SoftmaxInt16,
/// and kernels/activations.cc, SoftmaxPrepare. Immutable.
class wide_softmax {
public:
    /// Errors: a scale that is none, a zero point other than 0, beta * scale not in [0, 2^30 * 10 / 65535).
    wide_softmax(affine_params input, float beta) : to_steps_(multiplier(input, beta)) {}

    /// Operands of equal extents, any rank and strides. The output may be the input itself, and does not overlap it
    /// otherwise. Allocates nothing. Errors name the axis.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<std::int16_t, Rank>& input, const tensor_view<std::int16_t, Rank>& output,
             Workers& executor) const {
        for_each_last_axis_row(name, input, output, executor,
                               [&](const last_axis_row<const std::int16_t>& in, const last_axis_row<std::int16_t>& out,
                                   std::size_t length) { run_row(in, out, length); });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<std::int16_t, Rank>& input, const tensor_view<std::int16_t, Rank>& output) const {
        inline_executor executor;
        run(input, output, executor);
    }

private:
    static constexpr const char* name = "op::wide_softmax";
    static constexpr int lowest = std::numeric_limits<std::int16_t>::min();
    static constexpr int highest = std::numeric_limits<std::int16_t>::max();
    static constexpr double levels = 65535;

    [[nodiscard]] static fixed_point_multiplier multiplier(affine_params input, float beta) {
        check_wide_params(name, input, "input");
        const double steps = double{input.scale * beta} / (10 / levels);
        check(steps >= 0 && steps < 0x1p30, name, ": beta ", beta, " times the input scale ", input.scale, " is ",
              steps, " steps of 10 / 65535, at least 0 and less than 2^30 are needed");
        return to_fixed_point(steps);
    }
    [[nodiscard]] static std::int16_t clamped(std::int64_t x) {
        return static_cast<std::int16_t>(std::clamp<std::int64_t>(x, lowest, highest));
    }

    /// In steps of 2^-15, `difference` to the largest of the row.
    [[nodiscard]] std::int16_t exponential(std::int32_t difference) const {
        const std::int32_t steps = rule::scaled_twice_rounded::scaled(difference, to_steps_);
        return exp_(clamped(std::int64_t{steps} + highest));
    }

    void run_row(const last_axis_row<const std::int16_t>& in, const last_axis_row<std::int16_t>& out,
                 std::size_t length) const {
        std::int16_t largest = in[0];
        for (std::size_t i = 1; i < length; ++i) largest = std::max(largest, in[i]);
        std::int64_t total = 0; // 15 bits of fraction
        for (std::size_t i = 0; i < length; ++i) total += out[i] = exponential(in[i] - largest);
        const auto sum =
            static_cast<std::uint32_t>(std::clamp<std::int64_t>(total, 1, std::numeric_limits<std::int32_t>::max()));
        const int headroom = std::countl_zero(sum);
        const std::int64_t normal =
            ((std::int64_t{sum} << (headroom - 1)) + (1 << 13)) >> 14; // [1, 2), 16 bits of fraction
        const std::int64_t reciprocal = one_over_one_plus_(clamped(normal - (1 << 16) + lowest));
        const int shift = 31 - headroom;
        const std::int64_t half = shift > 0 ? std::int64_t{1} << (shift - 1) : 0;
        for (std::size_t i = 0; i < length; ++i) {
            const std::int64_t share = (out[i] * reciprocal + half) >> shift;
            out[i] = static_cast<std::int16_t>(std::clamp<std::int64_t>(share, 0, highest));
        }
    }

    fixed_point_multiplier to_steps_;
    interpolated_table exp_{[](double x) { return __builtin_exp(x); }, {10 / levels, highest}, {2 / levels, 0}};
    interpolated_table one_over_one_plus_{[](double x) { return 1 / (1 + x); }, {1 / levels, lowest}, {2 / levels, 0}};
};

} // namespace quanta::op
