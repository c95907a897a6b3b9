// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/core/inline_executor.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/byte_storage.hpp>
#include <quanta/op/elementwise.hpp>
#include <quanta/op/stored_rows.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The product, value by value, of two tensors of integers, each with parameters of its own.
///
///     output = profile.requantize((l - zl) * (r - zr), profile.multiplier(left scale, right scale, output scale))
///
/// In fixed point the multiplier is that of the floats left scale * right scale / output scale, as TensorFlow Lite has it.
/// Immutable; runs on the instruction set that was selected when it was made.
template <ByteStorage T, Profile Arithmetic = profile::quanta>
class mul {
public:
    /// `range`: what the output may hold, a narrower format's values or what an activation lets pass (`clamp_range`).
    /// Errors: a scale or zero point that is none, a range that T does not hold, scales too far apart.
    mul(affine_params lhs, affine_params rhs, affine_params output, integer_range range,
        const Arithmetic& profile = Arithmetic{})
        : row_(select_stored_rows(profile, []<class Rows>(Rows) -> row_function { return &Rows::template mul<T>; })) {
        check_params<byte_format<T>>(name, lhs, "left side");
        check_params<byte_format<T>>(name, rhs, "right side");
        check_params<byte_format<T>>(name, output, "output");
        check_range<T>(name, range);
        product_ = multiplication_of(name, profile, lhs, rhs, output, range);
    }

    /// Operands of equal extents, any rank and strides (strides of 0 repeat an operand's values). The output may be either
    /// operand itself, and overlaps neither otherwise. Allocates nothing. Errors name the axis or the operand.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<T, Rank>& lhs, const input_view<T, Rank>& rhs, const tensor_view<T, Rank>& output,
             Workers& executor) const {
        elementwise(name, lhs, rhs, output, executor,
                    [&](const T* l, const T* r, std::size_t count, T* out) { row_(l, r, count, product_, out); });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<T, Rank>& lhs, const input_view<T, Rank>& rhs, const tensor_view<T, Rank>& output) const {
        inline_executor executor;
        run(lhs, rhs, output, executor);
    }

private:
    static constexpr const char* name = "op::mul";
    using row_function = void (*)(const T*, const T*, std::size_t, const multiplication&, T*) noexcept;

    multiplication product_;
    row_function row_;
};

} // namespace quanta::op
