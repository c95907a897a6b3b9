// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include <quanta/epilogue/narrow_reference.hpp>
#include <quanta/epilogue/x86/requantize_avx2.hpp>

#if QUANTA_ARCH_X86

#include <immintrin.h>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Four 64-bit sums a register; the last columns one at a time, as the reference does.
struct narrow_avx2 {
    template <class Ties>
    QUANTA_LEAF_AVX2 static void run(const requantize_by_double<Ties>& stage, const std::int64_t* values,
                                     std::size_t count, std::size_t column, std::int32_t* out) noexcept {
        const requantize_by_double<Ties> own = stage; // a copy that no store can change
        const __m256d lowest = _mm256_set1_pd(own.lowest - own.zero_point);
        const __m256d highest = _mm256_set1_pd(own.highest - own.zero_point);
        const __m128i zero_point = _mm_set1_epi32(own.zero_point);
        std::size_t j = 0;
        for (; j + width <= count; j += width) {
            const __m256d multiplier =
                own.per_column ? _mm256_loadu_pd(own.multipliers + column + j) : _mm256_set1_pd(own.multipliers[0]);
            const __m256d scaled = _mm256_mul_pd(to_double(load(values + j)), multiplier);
            const __m256d clamped = _mm256_min_pd(_mm256_max_pd(scaled, lowest), highest);
            _mm_storeu_si128(reinterpret_cast<__m128i*>(out + j),
                             _mm_add_epi32(requantize_avx2::rounded<Ties>(clamped), zero_point));
        }
        narrow_reference::run(own, values + j, count - j, column + j, out + j);
    }

    QUANTA_LEAF_AVX2 static void run(const requantize_wide_fixed_point& stage, const std::int64_t* values,
                                     std::size_t count, std::size_t column, std::int32_t* out) noexcept {
        const requantize_wide_fixed_point own = stage; // a copy that no store can change
        const __m256i zero_point = _mm256_set1_epi64x(own.zero_point);
        const __m256i lowest = _mm256_set1_epi64x(own.lowest), highest = _mm256_set1_epi64x(own.highest);
        std::size_t j = 0;
        for (; j + width <= count; j += width) {
            const __m256i multiplier = own.per_column
                                           ? load(own.multipliers + column + j)
                                           : _mm256_set1_epi64x(std::bit_cast<std::int64_t>(own.multipliers[0]));
            const __m256i result = _mm256_add_epi64(scaled(load(values + j), multiplier), zero_point);
            const __m256i raised = _mm256_blendv_epi8(result, lowest, _mm256_cmpgt_epi64(lowest, result));
            const __m256i clamped = _mm256_blendv_epi8(raised, highest, _mm256_cmpgt_epi64(raised, highest));
            const __m256i low_halves = _mm256_permutevar8x32_epi32(clamped, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
            _mm_storeu_si128(reinterpret_cast<__m128i*>(out + j), _mm256_castsi256_si128(low_halves));
        }
        narrow_reference::run(own, values + j, count - j, column + j, out + j);
    }

    QUANTA_LEAF_AVX2 static void run(const dequantize_wide& stage, const std::int64_t* values, std::size_t count,
                                     std::size_t column, float* out) noexcept {
        const dequantize_wide own = stage; // a copy that no store can change
        std::size_t j = 0;
        for (; j + width <= count; j += width) {
            const __m128 scale = own.per_column ? _mm_loadu_ps(own.scales + column + j) : _mm_set1_ps(own.scales[0]);
            const __m256d real = _mm256_mul_pd(to_double(load(values + j)), _mm256_cvtps_pd(scale));
            _mm_storeu_ps(out + j, _mm256_cvtpd_ps(real));
        }
        narrow_reference::run(own, values + j, count - j, column + j, out + j);
    }

private:
    static constexpr std::size_t width = 4;

    /// double(x), exact for |x| < 2^51: the bits of 1.5 * 2^52 + x are those of 1.5 * 2^52 plus x.
    QUANTA_INLINE_AVX2 static __m256d to_double(__m256i x) noexcept {
        const __m256d magic = _mm256_set1_pd(0x1.8p52);
        return _mm256_sub_pd(_mm256_castsi256_pd(_mm256_add_epi64(x, _mm256_castpd_si256(magic))), magic);
    }

    /// floor((x * mantissa + 2^(shift - 1)) / 2^shift); each 64-bit lane of `multipliers` holds a mantissa in its low half and
    /// a shift in its high half. The product is put together from those of the halves of x. AVX2 shifts 64-bit lanes
    /// logically only: 2^62, which every shift divides, makes the sum positive for that while.
    QUANTA_INLINE_AVX2 static __m256i scaled(__m256i x, __m256i multipliers) noexcept {
        const __m256i one = _mm256_set1_epi64x(1), offset = _mm256_set1_epi64x(std::int64_t{1} << 62);
        const __m256i shift = _mm256_srli_epi64(multipliers, 32);
        const __m256i low = _mm256_mul_epu32(x, multipliers);
        const __m256i high = _mm256_mul_epu32(_mm256_srli_epi64(x, 32), multipliers);
        const __m256i product = _mm256_add_epi64(low, _mm256_slli_epi64(high, 32));
        const __m256i half = _mm256_sllv_epi64(one, _mm256_sub_epi64(shift, one));
        const __m256i positive = _mm256_add_epi64(_mm256_add_epi64(product, half), offset);
        return _mm256_sub_epi64(_mm256_srlv_epi64(positive, shift), _mm256_srlv_epi64(offset, shift));
    }

    template <class T>
    QUANTA_INLINE_AVX2 static __m256i load(const T* p) noexcept {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    }
};

} // namespace quanta::epilogue

#endif
