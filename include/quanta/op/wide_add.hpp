// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <quanta/core/inline_executor.hpp>
#include <quanta/op/elementwise.hpp>
#include <quanta/op/wide_rows.hpp>
#include <quanta/params/profile_quanta.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The sum of two tensors of symmetric 16-bit integers, each with a scale of its own.
///
///     output = int(rint(clamp(fma(float(l), ml, float(r) * mr), lowest, highest)))
///     ml = profile.multiplier(left scale, 1, output scale), mr likewise
///
/// where the profile scales in floats. Where it scales in fixed point, as TensorFlow Lite:
///
///     output = profile.requantize(scaled(l 2^15, ml) + scaled(r 2^15, mr), m)
///     t = 2 max(left scale, right scale), ml = left scale / t, mr = right scale / t, m = t / (2^15 output scale)
///
/// Immutable; runs on the instruction set that was selected when it was made.
template <Profile Arithmetic = profile::quanta>
class wide_add {
public:
    /// `range`: what the output may hold, what an activation lets pass (`clamp_range`). Errors: a scale that is none, a zero
    /// point other than 0, a range that 16 bits do not hold, scales too far apart.
    wide_add(affine_params lhs, affine_params rhs, affine_params output, integer_range range,
             const Arithmetic& profile = Arithmetic{})
        : row_(select_wide_rows(profile, []<class Rows>(Rows) -> row_function { return &Rows::add; })) {
        check_wide_params(name, lhs, "left side");
        check_wide_params(name, rhs, "right side");
        check_wide_params(name, output, "output");
        check_wide_range(name, range);
        sum_ = addition_of(name, profile, lhs, rhs, output, range);
        if (!scales_in_fixed_point(profile)) return;
        const double twice = 2 * double{std::max(lhs.scale, rhs.scale)}, raised = 1 << wide_sum_shift;
        sum_.result.multiplier =
            to_multiplier_value(checked_multiplier(name, profile, twice, 1, double{output.scale} * raised, "the sum"));
    }

    /// Operands of equal extents, any rank and strides (strides of 0 repeat an operand's values). The output may be either
    /// operand itself, and overlaps neither otherwise. Allocates nothing. Errors name the axis or the operand.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<std::int16_t, Rank>& lhs, const input_view<std::int16_t, Rank>& rhs,
             const tensor_view<std::int16_t, Rank>& output, Workers& executor) const {
        elementwise(name, lhs, rhs, output, executor,
                    [&](const std::int16_t* l, const std::int16_t* r, std::size_t count, std::int16_t* out) {
                        row_(l, r, count, sum_, out);
                    });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<std::int16_t, Rank>& lhs, const input_view<std::int16_t, Rank>& rhs,
             const tensor_view<std::int16_t, Rank>& output) const {
        inline_executor executor;
        run(lhs, rhs, output, executor);
    }

private:
    static constexpr const char* name = "op::wide_add";
    using row_function = void (*)(const std::int16_t*, const std::int16_t*, std::size_t, const addition&,
                                  std::int16_t*) noexcept;

    addition sum_;
    row_function row_;
};

} // namespace quanta::op
