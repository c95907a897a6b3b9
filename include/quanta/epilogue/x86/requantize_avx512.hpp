// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/epilogue/x86/lanes_avx512.hpp>
#include <quanta/isa/target.hpp>
#include <quanta/params/rules/ties.hpp>

#if QUANTA_ARCH_X86

#include <immintrin.h>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Accumulators of sixteen columns scaled as `rule::scaled_once_rounded`, `scaled_twice_rounded`, `scaled_by_double` and
/// `scaled_in_double` say.
struct requantize_avx512 {
    // GCC 12 warns of an uninitialized value inside the intrinsics without a mask (GCC bug 105593).
    static constexpr __mmask16 every = 0xFFFF;
    static constexpr __mmask8 every_wide = 0xFF;

    using doubles = lanes_avx512::doubles;
    using fixed_points = lanes_avx512::fixed_points;

    /// clamp(floor(v * mantissa / 2^shift + 1/2), lower, upper), shift = 31 - exponent; limits of 64 bits.
    QUANTA_INLINE_AVX512BW static __m512i once_rounded(__m512i v, const fixed_points& by, std::int64_t lower,
                                                       std::int64_t upper) noexcept {
        const __m512i least = _mm512_set1_epi64(lower), most = _mm512_set1_epi64(upper);
        const __m512i even_by = _mm512_maskz_permutex2var_epi64(every_wide, by.low, columns<8>(0), by.high);
        const __m512i odd_by = _mm512_maskz_permutex2var_epi64(every_wide, by.low, columns<8>(1), by.high);
        const __m512i even = once_rounded(v, even_by, least, most);
        const __m512i odd = once_rounded(odd_lanes(v), odd_by, least, most);
        return interleaved(even, _mm512_maskz_slli_epi64(every_wide, odd, 32));
    }

    /// round(floor(v * 2^left * mantissa / 2^31 + 1/2) / 2^right)
    QUANTA_INLINE_AVX512BW static __m512i twice_rounded(__m512i v, const fixed_points& by) noexcept {
        const __m512i mantissas = _mm512_maskz_permutex2var_epi32(every, by.low, columns<16>(0), by.high);
        const __m512i exponents = _mm512_maskz_permutex2var_epi32(every, by.low, columns<16>(1), by.high);
        const __mmask16 grow = _mm512_cmpgt_epi32_mask(exponents, _mm512_setzero_si512());
        if (grow != 0) v = raised(v, _mm512_maskz_mov_epi32(grow, exponents)); // multipliers of 1 and more: rare
        const __m512i nudge = _mm512_set1_epi64(std::int64_t{1} << 30);
        const __m512i even = _mm512_add_epi64(product(v, mantissas), nudge);
        const __m512i odd = _mm512_add_epi64(product(odd_lanes(v), odd_lanes(mantissas)), nudge);
        const __m512i h =
            interleaved(_mm512_maskz_srli_epi64(every_wide, even, 31), _mm512_maskz_slli_epi64(every_wide, odd, 1));
        const __mmask16 shrink = static_cast<__mmask16>(~grow);
        return divided(h, _mm512_maskz_sub_epi32(shrink, _mm512_setzero_si512(), exponents));
    }

    /// Ties::of(clamp(double(v) * m, lower, upper))
    template <class Ties>
    QUANTA_INLINE_AVX512BW static __m512i by_double(__m512i v, const doubles& m, double lower, double upper) noexcept {
        const __m512d least = _mm512_set1_pd(lower), most = _mm512_set1_pd(upper);
        const __m512d low = _mm512_mul_pd(_mm512_maskz_cvtepi32_pd(every_wide, half<0>(v)), m.low);
        const __m512d high = _mm512_mul_pd(_mm512_maskz_cvtepi32_pd(every_wide, half<1>(v)), m.high);
        return joined(rounded<Ties>(clamped(low, least, most)), rounded<Ties>(clamped(high, least, most)));
    }

    /// Ties::of(x), |x| < 2^31, as `requantize_avx2`.
    template <class Ties>
    QUANTA_INLINE_AVX512BW static __m256i rounded(__m512d x) noexcept {
        if constexpr (std::same_as<Ties, rule::ties_to_even>) return _mm512_maskz_cvtpd_epi32(every_wide, x);
        const __m512d below_half = _mm512_set1_pd(0x1.fffffffffffffp-2);
        const __m512d away = _mm512_or_pd(_mm512_and_pd(x, _mm512_set1_pd(-0.0)), below_half);
        return _mm512_maskz_cvttpd_epi32(every_wide, _mm512_add_pd(x, away));
    }

    /// rint(clamp(double(v) * m + zero_point, lowest, highest))
    QUANTA_INLINE_AVX512BW static __m512i in_double(__m512i v, __m512 m, double zero_point, double lowest,
                                                    double highest) noexcept {
        const __m256 low = _mm512_maskz_extractf32x8_ps(every_wide, m, 0);
        const __m256 high = _mm512_maskz_extractf32x8_ps(every_wide, m, 1);
        return joined(in_double(half<0>(v), low, zero_point, lowest, highest),
                      in_double(half<1>(v), high, zero_point, lowest, highest));
    }

private:
    /// Of the even columns of v.
    QUANTA_INLINE_AVX512BW static __m512i once_rounded(__m512i v, __m512i by, __m512i least, __m512i most) noexcept {
        const __m512i shift = _mm512_sub_epi64(_mm512_set1_epi64(30), _mm512_maskz_srai_epi64(every_wide, by, 32));
        const __m512i twice = _mm512_maskz_srav_epi64(every_wide, product(v, by), shift); // floor(2 x)
        const __m512i quotient = _mm512_maskz_srai_epi64(every_wide, _mm512_add_epi64(twice, _mm512_set1_epi64(1)), 1);
        const __m512i above = _mm512_maskz_max_epi64(every_wide, quotient, least);
        return _mm512_maskz_min_epi64(every_wide, above, most);
    }

    /// v * 2^left, saturated.
    QUANTA_INLINE_AVX512BW static __m512i raised(__m512i v, __m512i left) noexcept {
        const __m512i most = _mm512_maskz_srlv_epi32(every, _mm512_set1_epi32(INT32_MAX), left);
        const __m512i least = _mm512_maskz_xor_epi32(every, most, _mm512_set1_epi32(-1));
        const __m512i above = _mm512_maskz_max_epi32(every, v, least);
        return _mm512_maskz_sllv_epi32(every, _mm512_maskz_min_epi32(every, above, most), left);
    }

    /// round(h / 2^right), ties away from zero: floor(t / 2^right) and the bit below it, t = h - (h < 0). Where `right` is 0
    /// that bit is the sign, as counts above 31 give it. h is no less than -(2^31 - 1).
    QUANTA_INLINE_AVX512BW static __m512i divided(__m512i h, __m512i right) noexcept {
        const __m512i one = _mm512_set1_epi32(1);
        const __m512i t = _mm512_add_epi32(h, _mm512_maskz_srai_epi32(every, h, 31));
        const __m512i below = _mm512_maskz_srav_epi32(every, t, _mm512_sub_epi32(right, one));
        return _mm512_add_epi32(_mm512_maskz_srav_epi32(every, t, right), _mm512_and_si512(below, one));
    }

    QUANTA_INLINE_AVX512BW static __m256i in_double(__m256i v, __m256 m, double zero_point, double lowest,
                                                    double highest) noexcept {
        __m512d product = _mm512_mul_pd(_mm512_maskz_cvtepi32_pd(every_wide, v), _mm512_maskz_cvtps_pd(every_wide, m));
        asm("" : "+v"(product)); // the compiler would fuse it with the sum
        const __m512d place = _mm512_add_pd(product, _mm512_set1_pd(zero_point));
        return rounded<rule::ties_to_even>(clamped(place, _mm512_set1_pd(lowest), _mm512_set1_pd(highest)));
    }

    QUANTA_INLINE_AVX512BW static __m512d clamped(__m512d x, __m512d least, __m512d most) noexcept {
        return _mm512_maskz_min_pd(every_wide, _mm512_maskz_max_pd(every_wide, x, least), most);
    }

    /// Of the low halves of 64-bit lanes.
    QUANTA_INLINE_AVX512BW static __m512i product(__m512i v, __m512i by) noexcept {
        return _mm512_maskz_mul_epi32(every_wide, v, by);
    }
    QUANTA_INLINE_AVX512BW static __m512i odd_lanes(__m512i v) noexcept {
        return _mm512_maskz_srli_epi64(every_wide, v, 32);
    }
    /// The low halves of `even` and the high halves of `odd`.
    QUANTA_INLINE_AVX512BW static __m512i interleaved(__m512i even, __m512i odd) noexcept {
        return _mm512_mask_blend_epi32(0xAAAA, even, odd);
    }
    /// first, first + 2, ... : every second of the lanes of two registers.
    template <int Lanes>
    QUANTA_INLINE_AVX512BW static __m512i columns(int first) noexcept {
        if constexpr (Lanes == 8)
            return _mm512_add_epi64(_mm512_set_epi64(14, 12, 10, 8, 6, 4, 2, 0), _mm512_set1_epi64(first));
        else
            return _mm512_add_epi32(_mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0),
                                    _mm512_set1_epi32(first));
    }
    template <int Which>
    QUANTA_INLINE_AVX512BW static __m256i half(__m512i v) noexcept {
        return _mm512_maskz_extracti64x4_epi64(every_wide, v, Which);
    }
    QUANTA_INLINE_AVX512BW static __m512i joined(__m256i low, __m256i high) noexcept {
        return _mm512_maskz_inserti64x4(every_wide, _mm512_castsi256_si512(low), high, 1);
    }
};

} // namespace quanta::epilogue

#endif
