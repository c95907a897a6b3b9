// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/op/stored_pairs.hpp>
#include <quanta/params/profile_quanta.hpp>

namespace quanta::op::inline QUANTA_ABI {

namespace detail {

template <class T>
struct stored_product {
    static constexpr const char* name = sizeof(T) == 1 ? "op::mul" : "op::wide_mul";
    using row_parameters = multiplication;
    using row_function = void (*)(const T*, const T*, std::size_t, const multiplication&, T*) noexcept;

    template <Profile Arithmetic>
    [[nodiscard]] static row_function row(const Arithmetic& profile) {
        return select_stored_rows(profile, []<class Rows>(Rows) -> row_function { return &Rows::template mul<T>; });
    }

    template <Profile Arithmetic>
    [[nodiscard]] static multiplication parameters(const Arithmetic& profile, affine_params lhs, affine_params rhs,
                                                   affine_params output, integer_range range) {
        return multiplication_of(name, profile, lhs, rhs, output, range);
    }
};

} // namespace detail

/// The product, value by value, of two tensors of integers, each with parameters of its own.
///
///     output = profile.requantize((l - zl) * (r - zr), profile.multiplier(left scale, right scale, output scale))
///
/// In fixed point the multiplier is that of the floats left scale * right scale / output scale, as TensorFlow Lite has it.
/// Immutable; runs on the instruction set that was selected when it was made.
template <ByteStorage T, Profile Arithmetic = profile::quanta>
class mul : public stored_pairs<T, Arithmetic, detail::stored_product<T>> {
public:
    using stored_pairs<T, Arithmetic, detail::stored_product<T>>::stored_pairs;
};

} // namespace quanta::op
