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

/// The product, value by value, of two tensors of symmetric 16-bit integers, each with a scale of its own.
///
///     output = profile.requantize(l * r, profile.multiplier(left scale, right scale, output scale))
///
/// In fixed point the multiplier is that of the floats left scale * right scale / output scale, as TensorFlow Lite has it.
/// Immutable; runs on the instruction set that was selected when it was made.
template <Profile Arithmetic = profile::quanta>
class wide_mul {
public:
    /// `range`: what the output may hold, what an activation lets pass (`clamp_range`). Errors: a scale that is none, a zero
    /// point other than 0, a range that 16 bits do not hold, scales too far apart.
    wide_mul(affine_params lhs, affine_params rhs, affine_params output, integer_range range,
             const Arithmetic& profile = Arithmetic{})
        : row_(select_wide_rows(profile, []<class Rows>(Rows) -> row_function { return &Rows::mul; })) {
        check_wide_params(name, lhs, "left side");
        check_wide_params(name, rhs, "right side");
        check_wide_params(name, output, "output");
        check_wide_range(name, range);
        product_ = multiplication_of(name, profile, lhs, rhs, output, range);
    }

    /// Operands of equal extents, any rank and strides (strides of 0 repeat an operand's values). The output may be either
    /// operand itself, and overlaps neither otherwise. Allocates nothing. Errors name the axis or the operand.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<std::int16_t, Rank>& lhs, const input_view<std::int16_t, Rank>& rhs,
             const tensor_view<std::int16_t, Rank>& output, Workers& executor) const {
        elementwise(name, lhs, rhs, output, executor,
                    [&](const std::int16_t* l, const std::int16_t* r, std::size_t count, std::int16_t* out) {
                        row_(l, r, count, product_, out);
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
    static constexpr const char* name = "op::wide_mul";
    using row_function = void (*)(const std::int16_t*, const std::int16_t*, std::size_t, const multiplication&,
                                  std::int16_t*) noexcept;

    multiplication product_;
    row_function row_;
};

} // namespace quanta::op
