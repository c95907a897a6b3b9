// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/epilogue/x86/lanes_avx2.hpp>
#include <quanta/isa/target.hpp>
#include <quanta/params/rules/ties.hpp>

#if QUANTA_ARCH_X86

#include <immintrin.h>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Accumulators of eight columns scaled as `rule::scaled_once_rounded`, `scaled_twice_rounded`, `scaled_by_double` and
/// `scaled_in_double` say.
struct requantize_avx2 {
    using doubles = lanes_avx2::doubles;
    using fixed_points = lanes_avx2::fixed_points;

    /// clamp(floor(v * mantissa / 2^shift + 1/2), lower, upper), shift = 31 - exponent; limits of 64 bits.
    QUANTA_INLINE_AVX2 static __m256i once_rounded(__m256i v, const fixed_points& by, std::int64_t lower,
                                                   std::int64_t upper) noexcept {
        const __m256i least = _mm256_set1_epi64x(lower), most = _mm256_set1_epi64x(upper);
        const __m256i low = once_rounded(_mm256_castsi256_si128(v), by.low, least, most);
        const __m256i high = once_rounded(_mm256_extracti128_si256(v, 1), by.high, least, most);
        return in_order(low_halves(low, high));
    }

    /// round(floor(v * 2^left * mantissa / 2^31 + 1/2) / 2^right)
    QUANTA_INLINE_AVX2 static __m256i twice_rounded(__m256i v, const fixed_points& by) noexcept {
        const __m256i exponents = high_halves(by.low, by.high), zero = _mm256_setzero_si256();
        const __m256i left = _mm256_cmpgt_epi32(exponents, zero);
        if (_mm256_testz_si256(left, left) == 0) v = raised(v, _mm256_max_epi32(in_order(exponents), zero));
        const __m256i low = high_product(_mm256_castsi256_si128(v), by.low);
        const __m256i high = high_product(_mm256_extracti128_si256(v, 1), by.high);
        const __m256i right = _mm256_max_epi32(_mm256_sub_epi32(zero, exponents), zero);
        return in_order(divided(low_halves(low, high), right));
    }

    /// Ties::of(clamp(double(v) * m, lower, upper))
    template <class Ties>
    QUANTA_INLINE_AVX2 static __m256i by_double(__m256i v, const doubles& m, double lower, double upper) noexcept {
        const __m256d least = _mm256_set1_pd(lower), most = _mm256_set1_pd(upper);
        const __m256d low = _mm256_mul_pd(_mm256_cvtepi32_pd(_mm256_castsi256_si128(v)), m.low);
        const __m256d high = _mm256_mul_pd(_mm256_cvtepi32_pd(_mm256_extracti128_si256(v, 1)), m.high);
        return _mm256_set_m128i(rounded<Ties>(_mm256_min_pd(_mm256_max_pd(high, least), most)),
                                rounded<Ties>(_mm256_min_pd(_mm256_max_pd(low, least), most)));
    }

    /// Ties::of(x), |x| < 2^31. With ties away, x moves away from zero by the largest number below 1/2, which takes ties,
    /// and nothing else below a half, across to the next integer; then the fraction goes.
    template <class Ties>
    QUANTA_INLINE_AVX2 static __m128i rounded(__m256d x) noexcept {
        if constexpr (std::same_as<Ties, rule::ties_to_even>) return _mm256_cvtpd_epi32(x);
        const __m256d sign = _mm256_and_pd(x, _mm256_set1_pd(-0.0));
        return _mm256_cvttpd_epi32(_mm256_add_pd(x, _mm256_or_pd(sign, _mm256_set1_pd(below_half))));
    }

    /// rint(clamp(double(v) * m + zero_point, lowest, highest))
    QUANTA_INLINE_AVX2 static __m256i in_double(__m256i v, __m256 m, double zero_point, double lowest,
                                                double highest) noexcept {
        const __m128i low =
            in_double(_mm256_castsi256_si128(v), _mm256_castps256_ps128(m), zero_point, lowest, highest);
        const __m128i high =
            in_double(_mm256_extracti128_si256(v, 1), _mm256_extractf128_ps(m, 1), zero_point, lowest, highest);
        return _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
    }

private:
    static constexpr double below_half = 0x1.fffffffffffffp-2;

    /// AVX2 shifts 64-bit lanes logically only: 2^62, which every shift divides, makes the sum positive for that while.
    QUANTA_INLINE_AVX2 static __m256i once_rounded(__m128i v, __m256i by, __m256i least, __m256i most) noexcept {
        const __m256i one = _mm256_set1_epi64x(1), offset = _mm256_set1_epi64x(std::int64_t{1} << 62);
        const __m256i shift = _mm256_sub_epi32(_mm256_set1_epi64x(31), _mm256_srli_epi64(by, 32));
        const __m256i half = _mm256_sllv_epi64(one, _mm256_sub_epi64(shift, one));
        const __m256i product = _mm256_mul_epi32(_mm256_cvtepi32_epi64(v), by);
        const __m256i positive = _mm256_add_epi64(_mm256_add_epi64(product, half), offset);
        const __m256i quotient = _mm256_sub_epi64(_mm256_srlv_epi64(positive, shift), _mm256_srlv_epi64(offset, shift));
        const __m256i above = _mm256_blendv_epi8(quotient, least, _mm256_cmpgt_epi64(least, quotient));
        return _mm256_blendv_epi8(above, most, _mm256_cmpgt_epi64(above, most));
    }

    /// v * 2^left, saturated.
    QUANTA_INLINE_AVX2 static __m256i raised(__m256i v, __m256i left) noexcept {
        const __m256i most = _mm256_srlv_epi32(_mm256_set1_epi32(INT32_MAX), left);
        const __m256i least = _mm256_xor_si256(most, _mm256_set1_epi32(-1));
        return _mm256_sllv_epi32(_mm256_min_epi32(_mm256_max_epi32(v, least), most), left);
    }

    /// floor(v * mantissa / 2^31 + 1/2): it fits 32 bits, so the upper half of a lane may hold anything.
    QUANTA_INLINE_AVX2 static __m256i high_product(__m128i v, __m256i by) noexcept {
        const __m256i product = _mm256_mul_epi32(_mm256_cvtepi32_epi64(v), by);
        return _mm256_srli_epi64(_mm256_add_epi64(product, _mm256_set1_epi64x(std::int64_t{1} << 30)), 31);
    }

    /// round(h / 2^right), ties away from zero.
    QUANTA_INLINE_AVX2 static __m256i divided(__m256i h, __m256i right) noexcept {
        const __m256i ones = _mm256_set1_epi32(-1), above = _mm256_sllv_epi32(ones, right);
        const __m256i rest = _mm256_andnot_si256(above, h);
        const __m256i half = _mm256_srli_epi32(_mm256_xor_si256(above, ones), 1);
        const __m256i threshold = _mm256_sub_epi32(half, _mm256_srai_epi32(h, 31));
        return _mm256_sub_epi32(_mm256_srav_epi32(h, right), _mm256_cmpgt_epi32(rest, threshold));
    }

    QUANTA_INLINE_AVX2 static __m128i in_double(__m128i v, __m128 m, double zero_point, double lowest,
                                                double highest) noexcept {
        __m256d product = _mm256_mul_pd(_mm256_cvtepi32_pd(v), _mm256_cvtps_pd(m));
        asm("" : "+x"(product)); // the compiler would fuse it with the sum
        const __m256d place = _mm256_add_pd(product, _mm256_set1_pd(zero_point));
        const __m256d above = _mm256_max_pd(place, _mm256_set1_pd(lowest));
        return _mm256_cvtpd_epi32(_mm256_min_pd(above, _mm256_set1_pd(highest)));
    }

    /// The low, or high, halves of eight 64-bit lanes, in the order 0 1 4 5 2 3 6 7; `in_order` puts them right.
    QUANTA_INLINE_AVX2 static __m256i low_halves(__m256i low, __m256i high) noexcept {
        return _mm256_castps_si256(_mm256_shuffle_ps(_mm256_castsi256_ps(low), _mm256_castsi256_ps(high), 0x88));
    }
    QUANTA_INLINE_AVX2 static __m256i high_halves(__m256i low, __m256i high) noexcept {
        return _mm256_castps_si256(_mm256_shuffle_ps(_mm256_castsi256_ps(low), _mm256_castsi256_ps(high), 0xDD));
    }
    QUANTA_INLINE_AVX2 static __m256i in_order(__m256i halves) noexcept {
        return _mm256_permute4x64_epi64(halves, _MM_SHUFFLE(3, 1, 2, 0));
    }
};

} // namespace quanta::epilogue

#endif
