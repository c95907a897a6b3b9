// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <quanta/isa/target.hpp>
#include <quanta/params/rules/steps.hpp>
#include <quanta/params/rules/ties.hpp>
#include <quanta/params/rules/zero_points.hpp>
#include <quanta/quantizer/row_kernels.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::inline QUANTA_ABI {

/// Reciprocal, scale, zero point and clamping range of sixteen values, which become integers by the rule `Reals`.
template <class Reals>
struct affine_avx512bw {
    __m512 inverse_scale;
    __m512 scale;
    __m512i zero_point;
    __m512i before; ///< the part of the zero point that is added before rounding
    __m512 lowest;  ///< less what is added after rounding
    __m512 highest; ///< less what is added after rounding

    // GCC 12 warns of an uninitialized value inside the intrinsics without a mask (GCC bug 105593): under this one they
    // are the same instructions.
    static constexpr __mmask16 all = 0xFFFF;

    /// The low `count` bits, `count` up to 16: masks are how a row's rest is read and written.
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __mmask16 first(std::size_t count) noexcept {
        return static_cast<__mmask16>(count >= 16 ? 0xFFFFU : (1U << count) - 1U);
    }

    /// The same for all values.
    [[nodiscard]] QUANTA_INLINE_AVX512BW static affine_avx512bw at(const row_params& params) noexcept {
        return make(_mm512_set1_ps(params.scale), _mm512_set1_epi32(params.zero_point), params.lowest, params.highest);
    }
    /// Of the values from `index` on that `mask` names; the others have scale 1.
    [[nodiscard]] QUANTA_INLINE_AVX512BW static affine_avx512bw at(const column_params& params, std::size_t index,
                                                                   __mmask16 mask) noexcept {
        return make(_mm512_mask_loadu_ps(_mm512_set1_ps(1.0F), mask, params.scales + index),
                    _mm512_maskz_loadu_epi32(mask, params.zero_points + index), params.lowest, params.highest);
    }

    static constexpr bool adds_after = std::same_as<typename Reals::zero_point, rule::zero_point_after>;

    /// x / scale, as `Reals` has it.
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512 scaled(__m512 x, const affine_avx512bw& own) noexcept {
        return divides ? _mm512_div_ps(x, own.scale) : _mm512_mul_ps(x, own.inverse_scale);
    }
    /// Reals::quantize of what is `scaled` and is a number, less the zero point, clamped to the highest integer only: what is
    /// below -2^31 is that.
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i
    steps_up_to_highest(__m512 scaled, const affine_avx512bw& own) noexcept requires adds_after {
        return rounded(_mm512_maskz_min_ps(all, scaled, own.highest));
    }

    /// Reals::quantize(x) - zero_point, hence NaN as 0.
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i steps(__m512 x, const affine_avx512bw& own) noexcept {
        const __m512 scaled = affine_avx512bw::scaled(x, own);
        if constexpr (adds_after) {
            const __mmask16 numbers = _mm512_cmp_ps_mask(scaled, scaled, _CMP_ORD_Q);
            const __m512 raised = _mm512_maskz_max_ps(numbers, scaled, own.lowest);
            return rounded(_mm512_maskz_min_ps(all, raised, own.highest));
        } else {
            // A sum of a quotient and an integer: nothing that a compiler could fuse.
            const __m512 start = _mm512_maskz_cvtepi32_ps(all, own.before), place = _mm512_add_ps(scaled, start);
            const __mmask16 numbers = _mm512_cmp_ps_mask(place, place, _CMP_ORD_Q);
            const __m512 raised = _mm512_mask_max_ps(start, numbers, place, own.lowest);
            return _mm512_sub_epi32(rounded(_mm512_maskz_min_ps(all, raised, own.highest)), own.before);
        }
    }
    /// steps(x) + zero_point
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i integers(__m512 x, const affine_avx512bw& own) noexcept {
        return _mm512_add_epi32(steps(x, own), own.zero_point);
    }
    /// float(steps) * scale
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512 reals(__m512i steps, const affine_avx512bw& own) noexcept {
        return _mm512_mul_ps(_mm512_maskz_cvtepi32_ps(all, steps), own.scale);
    }

private:
    static constexpr bool divides = std::same_as<typename Reals::steps, rule::divided>;
    static_assert(adds_after || divides);

    /// Away from zero by truncating x +- the float before 1/2: the sum with 1/2 itself would round 0.49999997 up.
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i rounded(__m512 x) noexcept {
        if constexpr (std::same_as<typename Reals::ties, rule::ties_away>) {
            const __m512 sign = _mm512_maskz_and_ps(all, x, _mm512_set1_ps(-0.0F));
            const __m512 half = _mm512_maskz_or_ps(all, sign, _mm512_set1_ps(0x1.fffffep-2F));
            return _mm512_maskz_cvttps_epi32(all, _mm512_add_ps(x, half));
        } else {
            return _mm512_maskz_cvtps_epi32(all, x);
        }
    }

    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i before_rounding(__m512i zero_point,
                                                                        std::int32_t lowest) noexcept {
        if constexpr (adds_after)
            return _mm512_setzero_si512();
        else if constexpr (std::same_as<typename Reals::zero_point, rule::offset_before>)
            return _mm512_sub_epi32(zero_point, _mm512_set1_epi32(lowest));
        else
            return zero_point;
    }

    [[nodiscard]] QUANTA_INLINE_AVX512BW static affine_avx512bw
    make(__m512 scale, __m512i zero_point, std::int32_t lowest, std::int32_t highest) noexcept {
        const __m512i before = before_rounding(zero_point, lowest), after = _mm512_sub_epi32(zero_point, before);
        return {_mm512_div_ps(_mm512_set1_ps(1.0F), scale),
                scale,
                zero_point,
                before,
                _mm512_maskz_cvtepi32_ps(all, _mm512_sub_epi32(_mm512_set1_epi32(lowest), after)),
                _mm512_maskz_cvtepi32_ps(all, _mm512_sub_epi32(_mm512_set1_epi32(highest), after))};
    }
};

} // namespace quanta

#endif
