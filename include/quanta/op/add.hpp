// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/op/stored_pairs.hpp>
#include <quanta/params/profile_quanta.hpp>

namespace quanta::op::inline QUANTA_ABI {

namespace detail {

template <class T>
struct stored_sum {
    static constexpr const char* name = sizeof(T) == 1 ? "op::add" : "op::wide_add";
    using row_parameters = addition;
    using row_function = void (*)(const T*, const T*, std::size_t, const addition&, T*) noexcept;

    template <Profile Arithmetic>
    [[nodiscard]] static row_function row(const Arithmetic& profile) {
        const auto usual = []<class Rows>(Rows) -> row_function { return &Rows::template add<T>; };
        const auto weighted = []<class Rows>(Rows) -> row_function { return &Rows::template add_weighted<T>; };
        if (is_weighted(profile)) return select_rows_of(rule::scaled_once_rounded{}, weighted);
        return select_stored_rows(profile, usual);
    }

    template <Profile Arithmetic>
    [[nodiscard]] static addition parameters(const Arithmetic& profile, affine_params lhs, affine_params rhs,
                                             affine_params output, integer_range range) {
        if (is_weighted(profile)) return weighted_addition_of(name, lhs, rhs, output, range);
        return addition_of(name, profile, lhs, rhs, output, range, sum_shift<T>);
    }

private:
    template <Profile Arithmetic>
    [[nodiscard]] static constexpr bool is_weighted(const Arithmetic& profile) {
        return sizeof(T) == 1 && adds_by_weights(profile);
    }
};

} // namespace detail

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
/// Under `profile::xnnpack`, which rounds once, ties up:
///
///     output = clamp(floor(((l - zl) wl + (r - zr) wr) / 2^shift + 1/2) + z, lowest, highest)
///     wl = rint(left scale / output scale * 2^shift), wr likewise; the larger has 21 bits
///
/// Immutable; runs on the instruction set that was selected when it was made.
template <ByteStorage T, Profile Arithmetic = profile::quanta>
class add : public stored_pairs<T, Arithmetic, detail::stored_sum<T>> {
public:
    using stored_pairs<T, Arithmetic, detail::stored_sum<T>>::stored_pairs;
};

} // namespace quanta::op
