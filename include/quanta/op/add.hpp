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

/// The sum of two tensors of integers, each with parameters of its own.
///
///     output = int(rint(clamp(fma(float(l - zl), ml, float(r - zr) * mr), lowest - z, highest - z))) + z
///     ml = profile.multiplier(left scale, 1, output scale), mr likewise
///
/// where the profile scales in floats: the product with mr is rounded to a float, the one with ml fused with the sum. Where
/// it scales in fixed point, as TensorFlow Lite:
///
///     output = profile.requantize(scaled((l - zl) 2^20, ml) + scaled((r - zr) 2^20, mr), m)
///     t = 2 max(left scale, right scale), ml = left scale / t, mr = right scale / t, m = t / (2^20 output scale)
///
/// Immutable; runs on the instruction set that was selected when it was made.
template <ByteStorage T, Profile Arithmetic = profile::quanta>
class add {
public:
    /// `range`: what the output may hold, a narrower format's values or what an activation lets pass (`clamp_range`).
    /// Errors: a scale or zero point that is none, a range that T does not hold, scales too far apart.
    add(affine_params lhs, affine_params rhs, affine_params output, integer_range range,
        const Arithmetic& profile = Arithmetic{})
        : row_(select_stored_rows(profile, []<class Rows>(Rows) -> row_function { return &Rows::template add<T>; })) {
        check_params<byte_format<T>>(name, lhs, "left side");
        check_params<byte_format<T>>(name, rhs, "right side");
        check_params<byte_format<T>>(name, output, "output");
        check_range<T>(name, range);
        sum_ = addition_of(name, profile, lhs, rhs, output, range);
    }

    /// Operands of equal extents, any rank and strides (strides of 0 repeat an operand's values). The output may be either
    /// operand itself, and overlaps neither otherwise. Allocates nothing. Errors name the axis or the operand.
    template <std::size_t Rank, Executor Workers>
    void run(const input_view<T, Rank>& lhs, const input_view<T, Rank>& rhs, const tensor_view<T, Rank>& output,
             Workers& executor) const {
        elementwise(name, lhs, rhs, output, executor,
                    [&](const T* l, const T* r, std::size_t count, T* out) { row_(l, r, count, sum_, out); });
    }

    /// On the calling thread.
    template <std::size_t Rank>
    void run(const input_view<T, Rank>& lhs, const input_view<T, Rank>& rhs, const tensor_view<T, Rank>& output) const {
        inline_executor executor;
        run(lhs, rhs, output, executor);
    }

private:
    static constexpr const char* name = "op::add";
    using row_function = void (*)(const T*, const T*, std::size_t, const addition&, T*) noexcept;

    addition sum_;
    row_function row_;
};

} // namespace quanta::op
