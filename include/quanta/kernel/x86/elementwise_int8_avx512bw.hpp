// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <quanta/kernel/x86/elementwise_int8_avx2.hpp>

#if QUANTA_ARCH_X86

namespace quanta::kernel::inline QUANTA_ABI {

/// `elementwise_int8_reference` in AVX-512: sixteen values a register, the last ones under a mask. Tables and
/// interpolation are those of AVX2: wider shuffles of bytes need instructions beyond this set.
struct elementwise_int8_avx512bw : elementwise_int8_avx2 {
    template <class T>
    QUANTA_LEAF_AVX512BW static void add(const T* lhs, const T* rhs, std::size_t count, const addition& sum,
                                         T* out) noexcept {
        const __m512i left_zero = _mm512_set1_epi32(sum.lhs_zero_point);
        const __m512i right_zero = _mm512_set1_epi32(sum.rhs_zero_point);
        const __m512 left_multiplier = _mm512_set1_ps(sum.lhs_multiplier);
        const __m512 right_multiplier = _mm512_set1_ps(sum.rhs_multiplier);
        const grid own = grid::of({1.0F, sum.zero_point, sum.lowest, sum.highest});
        for (std::size_t i = 0; i < count; i += 16) {
            const __mmask16 lanes = first(count - i);
            const __m512 left = real(_mm512_sub_epi32(load(lhs + i, lanes), left_zero));
            const __m512 right = real(_mm512_sub_epi32(load(rhs + i, lanes), right_zero));
            const __m512 steps = _mm512_fmadd_ps(left, left_multiplier, _mm512_mul_ps(right, right_multiplier));
            store(out + i, lanes, grid::rounded(steps, own));
        }
    }

    template <class T>
    QUANTA_LEAF_AVX512BW static void mul(const T* lhs, const T* rhs, std::size_t count, const multiplication& product,
                                         T* out) noexcept {
        const __m512i left_zero = _mm512_set1_epi32(product.lhs_zero_point);
        const __m512i right_zero = _mm512_set1_epi32(product.rhs_zero_point);
        const grid own = grid::of(product.result);
        for (std::size_t i = 0; i < count; i += 16) {
            const __mmask16 lanes = first(count - i);
            const __m512i left = _mm512_sub_epi32(load(lhs + i, lanes), left_zero);
            const __m512i right = _mm512_sub_epi32(load(rhs + i, lanes), right_zero);
            store(out + i, lanes, grid::scaled(_mm512_mullo_epi32(left, right), own));
        }
    }

    template <class In, class Out>
    QUANTA_LEAF_AVX512BW static void rescale(const In* in, std::size_t count, const rescaling& change,
                                             Out* out) noexcept {
        const __m512i zero = _mm512_set1_epi32(change.input_zero_point);
        const grid own = grid::of(change.result);
        for (std::size_t i = 0; i < count; i += 16) {
            const __mmask16 lanes = first(count - i);
            store(out + i, lanes, grid::scaled(_mm512_sub_epi32(load(in + i, lanes), zero), own));
        }
    }

    template <class Out>
    QUANTA_LEAF_AVX512BW static void requantize(const std::int32_t* sums, std::size_t count,
                                                const requantization& result, Out* out) noexcept {
        const grid own = grid::of(result);
        for (std::size_t i = 0; i < count; i += 16) {
            const __mmask16 lanes = first(count - i);
            store(out + i, lanes, grid::scaled(_mm512_maskz_loadu_epi32(lanes, sums + i), own));
        }
    }

private:
    // GCC 12 warns of an uninitialized value inside the intrinsics without a mask (GCC bug 105593): under this one they
    // are the same instructions.
    static constexpr __mmask16 every = 0xFFFF;

    /// `requantization` in registers.
    struct grid {
        __m512 multiplier;
        __m512 lowest;  ///< in steps from the zero point
        __m512 highest; ///< in steps from the zero point
        __m512i zero_point;

        [[nodiscard]] QUANTA_INLINE_AVX512BW static grid of(const requantization& result) noexcept {
            return {_mm512_set1_ps(result.multiplier),
                    _mm512_set1_ps(static_cast<float>(result.lowest - result.zero_point)),
                    _mm512_set1_ps(static_cast<float>(result.highest - result.zero_point)),
                    _mm512_set1_epi32(result.zero_point)};
        }
        /// rint(clamp(steps, lowest, highest)) + zero point
        [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i rounded(__m512 steps, const grid& own) noexcept {
            const __m512 raised = _mm512_maskz_max_ps(every, steps, own.lowest);
            const __m512 clamped = _mm512_maskz_min_ps(every, raised, own.highest);
            return _mm512_add_epi32(_mm512_maskz_cvtps_epi32(every, clamped), own.zero_point);
        }
        [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i scaled(__m512i sums, const grid& own) noexcept {
            return rounded(_mm512_mul_ps(_mm512_maskz_cvtepi32_ps(every, sums), own.multiplier), own);
        }
    };

    [[nodiscard]] QUANTA_INLINE_AVX512BW static __mmask16 first(std::size_t count) noexcept {
        return static_cast<__mmask16>(count >= 16 ? 0xFFFFU : (1U << count) - 1U);
    }
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512 real(__m512i integers) noexcept {
        return _mm512_maskz_cvtepi32_ps(every, integers);
    }
    template <class T>
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i load(const T* in, __mmask16 lanes) noexcept {
        const __m128i bytes = _mm_maskz_loadu_epi8(lanes, in);
        return std::is_signed_v<T> ? _mm512_maskz_cvtepi8_epi32(every, bytes)
                                   : _mm512_maskz_cvtepu8_epi32(every, bytes);
    }
    /// The integers are in T's range: truncation does not change them.
    template <class T>
    QUANTA_INLINE_AVX512BW static void store(T* out, __mmask16 lanes, __m512i integers) noexcept {
        _mm_mask_storeu_epi8(out, lanes, _mm512_maskz_cvtepi32_epi8(every, integers));
    }
};

} // namespace quanta::kernel

#endif
