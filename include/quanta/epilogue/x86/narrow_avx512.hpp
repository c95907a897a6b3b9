// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include <quanta/epilogue/narrow_reference.hpp>
#include <quanta/epilogue/x86/requantize_avx512.hpp>

#if QUANTA_ARCH_X86

#include <immintrin.h>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Eight 64-bit sums a register; the last columns under a mask.
struct narrow_avx512 {
    template <class Ties>
    QUANTA_LEAF_AVX512BW static void run(const requantize_by_double<Ties>& stage, const std::int64_t* values,
                                         std::size_t count, std::size_t column, std::int32_t* out) noexcept {
        const requantize_by_double<Ties> own = stage; // a copy that no store can change
        const __m512d lowest = _mm512_set1_pd(own.lowest - own.zero_point);
        const __m512d highest = _mm512_set1_pd(own.highest - own.zero_point);
        const __m256i zero_point = _mm256_set1_epi32(own.zero_point);
        for (std::size_t j = 0; j < count; j += width) {
            const __mmask8 lanes = first(count - j);
            const __m512d multiplier = own.per_column ? _mm512_maskz_loadu_pd(lanes, own.multipliers + column + j)
                                                      : _mm512_set1_pd(own.multipliers[0]);
            const __m512d scaled = _mm512_mul_pd(to_double(load(values + j, lanes)), multiplier);
            const __m512d clamped = _mm512_maskz_min_pd(every, _mm512_maskz_max_pd(every, scaled, lowest), highest);
            const __m256i rounded = requantize_avx512::rounded<Ties>(clamped);
            _mm256_mask_storeu_epi32(out + j, lanes, _mm256_add_epi32(rounded, zero_point));
        }
    }

    QUANTA_LEAF_AVX512BW static void run(const requantize_wide_fixed_point& stage, const std::int64_t* values,
                                         std::size_t count, std::size_t column, std::int32_t* out) noexcept {
        const requantize_wide_fixed_point own = stage; // a copy that no store can change
        const __m512i one = _mm512_set1_epi64(1), zero_point = _mm512_set1_epi64(own.zero_point);
        const __m512i lowest = _mm512_set1_epi64(own.lowest), highest = _mm512_set1_epi64(own.highest);
        const __m512i all = _mm512_set1_epi64(std::bit_cast<std::int64_t>(own.multipliers[0]));
        for (std::size_t j = 0; j < count; j += width) {
            const __mmask8 lanes = first(count - j);
            const __m512i multiplier = own.per_column ? load(own.multipliers + column + j, lanes) : all;
            const __m512i shift = _mm512_maskz_srli_epi64(every, multiplier, 32);
            const __m512i half = _mm512_maskz_sllv_epi64(every, one, _mm512_sub_epi64(shift, one));
            const __m512i mantissa = _mm512_and_si512(multiplier, _mm512_set1_epi64(0xFFFFFFFF));
            const __m512i product = _mm512_maskz_mullo_epi64(every, load(values + j, lanes), mantissa);
            const __m512i quotient = _mm512_maskz_srav_epi64(every, _mm512_add_epi64(product, half), shift);
            const __m512i result = _mm512_add_epi64(quotient, zero_point);
            const __m512i clamped =
                _mm512_maskz_min_epi64(every, _mm512_maskz_max_epi64(every, result, lowest), highest);
            _mm256_mask_storeu_epi32(out + j, lanes, _mm512_maskz_cvtepi64_epi32(every, clamped));
        }
    }

    QUANTA_LEAF_AVX512BW static void run(const dequantize_wide& stage, const std::int64_t* values, std::size_t count,
                                         std::size_t column, float* out) noexcept {
        const dequantize_wide own = stage; // a copy that no store can change
        for (std::size_t j = 0; j < count; j += width) {
            const __mmask8 lanes = first(count - j);
            const __m256 scale =
                own.per_column ? _mm256_maskz_loadu_ps(lanes, own.scales + column + j) : _mm256_set1_ps(own.scales[0]);
            const __m512d real = _mm512_mul_pd(to_double(load(values + j, lanes)), _mm512_maskz_cvtps_pd(every, scale));
            _mm256_mask_storeu_ps(out + j, lanes, _mm512_maskz_cvtpd_ps(every, real));
        }
    }

private:
    static constexpr std::size_t width = 8;
    // GCC 12 warns of the undefined registers inside the intrinsics without a mask.
    static constexpr __mmask8 every = 0xFF;

    [[nodiscard]] static __mmask8 first(std::size_t count) noexcept {
        return static_cast<__mmask8>(count >= width ? 0xFF : (1U << count) - 1);
    }
    QUANTA_INLINE_AVX512BW static __m512d to_double(__m512i x) noexcept { return _mm512_maskz_cvtepi64_pd(every, x); }
    template <class T>
    QUANTA_INLINE_AVX512BW static __m512i load(const T* p, __mmask8 lanes) noexcept {
        return _mm512_maskz_loadu_epi64(lanes, p);
    }
};

} // namespace quanta::epilogue

#endif
