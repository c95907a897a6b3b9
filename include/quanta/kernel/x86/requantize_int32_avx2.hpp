// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <quanta/isa/target.hpp>
#include <quanta/kernel/elementwise_params.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// What turns eight sums into stored integers: `requantization` in registers.
struct requantize_int32_avx2 {
    __m256 multiplier;
    __m256 lowest;      ///< in steps from the zero point
    __m256 highest;     ///< in steps from the zero point
    __m256i zero_point; ///< in words

    [[nodiscard]] QUANTA_INLINE_AVX2 static requantize_int32_avx2 of(const requantization& result) noexcept {
        return {_mm256_set1_ps(result.multiplier),
                _mm256_set1_ps(static_cast<float>(result.lowest - result.zero_point)),
                _mm256_set1_ps(static_cast<float>(result.highest - result.zero_point)),
                _mm256_set1_epi16(static_cast<short>(result.zero_point))};
    }

    /// rint(clamp(steps, lowest, highest))
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i rounded(__m256 steps, const requantize_int32_avx2& to) noexcept {
        return _mm256_cvtps_epi32(_mm256_min_ps(_mm256_max_ps(steps, to.lowest), to.highest));
    }
    /// rint(clamp(float(sum) * multiplier, lowest, highest))
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i scaled(__m256i sums, const requantize_int32_avx2& to) noexcept {
        return rounded(_mm256_mul_ps(_mm256_cvtepi32_ps(sums), to.multiplier), to);
    }

    /// Eight bytes as integers.
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i load(const std::uint8_t* in) noexcept {
        return _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(in)));
    }
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i load(const std::int8_t* in) noexcept {
        return _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(in)));
    }
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i load(const std::int32_t* in) noexcept {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in));
    }

    /// Fewer than eight values at the start of `all`, the others zero.
    template <class T>
    QUANTA_INLINE_AVX2 static void load_rest(const T* in, std::size_t count, T (&all)[8]) noexcept {
        std::memset(all, 0, sizeof all);
        std::memcpy(all, in, count * sizeof(T));
    }

    // Steps and zero point are at most 2^9: nothing saturates in words, and the results are in the bytes' range.

    /// out = steps + zero point, 32 values. Packs work within 128-bit halves: the permutation restores the order.
    template <class T>
    QUANTA_INLINE_AVX2 static void store(T* out, __m256i a, __m256i b, __m256i c, __m256i d,
                                         const requantize_int32_avx2& to) noexcept {
        const __m256i low = _mm256_add_epi16(_mm256_packs_epi32(a, b), to.zero_point);
        const __m256i high = _mm256_add_epi16(_mm256_packs_epi32(c, d), to.zero_point);
        const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out),
                            _mm256_permutevar8x32_epi32(to_bytes(low, high, out), order));
    }
    /// out = steps + zero point, 8 values.
    template <class T>
    QUANTA_INLINE_AVX2 static void store(T* out, __m256i steps, const requantize_int32_avx2& to) noexcept {
        const __m256i words = _mm256_add_epi16(_mm256_packs_epi32(steps, steps), to.zero_point);
        const __m256i bytes = to_bytes(words, words, out); // in each half: its four values, four times
        const __m128i both = _mm_unpacklo_epi32(_mm256_castsi256_si128(bytes), _mm256_extracti128_si256(bytes, 1));
        _mm_storel_epi64(reinterpret_cast<__m128i*>(out), both);
    }
    /// out = steps + zero point, `count` < 8 values.
    template <class T>
    QUANTA_INLINE_AVX2 static void store_rest(T* out, std::size_t count, __m256i steps,
                                              const requantize_int32_avx2& to) noexcept {
        T all[8];
        store(all, steps, to);
        std::memcpy(out, all, count * sizeof(T));
    }

private:
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i to_bytes(__m256i low, __m256i high, const std::uint8_t*) noexcept {
        return _mm256_packus_epi16(low, high);
    }
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i to_bytes(__m256i low, __m256i high, const std::int8_t*) noexcept {
        return _mm256_packs_epi16(low, high);
    }
};

} // namespace quanta::kernel

#endif
