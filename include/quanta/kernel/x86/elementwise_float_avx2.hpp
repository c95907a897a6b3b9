// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/target.hpp>
#include <quanta/kernel/elementwise_params.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// `elementwise_float_reference` in AVX2 and FMA: eight values a register, the rest under a mask.
struct elementwise_float_avx2 {
    QUANTA_LEAF_AVX2 static void add(const float* lhs, const float* rhs, std::size_t count, float lowest, float highest,
                                     float* out) noexcept {
        const bounds own = bounds::of(lowest, highest);
        std::size_t i = 0;
        for (; i + 8 <= count; i += 8)
            _mm256_storeu_ps(out + i,
                             bounds::clamped(_mm256_add_ps(_mm256_loadu_ps(lhs + i), _mm256_loadu_ps(rhs + i)), own));
        if (i == count) return;
        const __m256i mask = first(count - i);
        const __m256 sum = _mm256_add_ps(_mm256_maskload_ps(lhs + i, mask), _mm256_maskload_ps(rhs + i, mask));
        _mm256_maskstore_ps(out + i, mask, bounds::clamped(sum, own));
    }

    QUANTA_LEAF_AVX2 static void mul(const float* lhs, const float* rhs, std::size_t count, float lowest, float highest,
                                     float* out) noexcept {
        const bounds own = bounds::of(lowest, highest);
        std::size_t i = 0;
        for (; i + 8 <= count; i += 8)
            _mm256_storeu_ps(out + i,
                             bounds::clamped(_mm256_mul_ps(_mm256_loadu_ps(lhs + i), _mm256_loadu_ps(rhs + i)), own));
        if (i == count) return;
        const __m256i mask = first(count - i);
        const __m256 product = _mm256_mul_ps(_mm256_maskload_ps(lhs + i, mask), _mm256_maskload_ps(rhs + i, mask));
        _mm256_maskstore_ps(out + i, mask, bounds::clamped(product, own));
    }

    QUANTA_LEAF_AVX2 static void clamp(const float* in, std::size_t count, float lowest, float highest,
                                       float* out) noexcept {
        const bounds own = bounds::of(lowest, highest);
        std::size_t i = 0;
        for (; i + 8 <= count; i += 8) _mm256_storeu_ps(out + i, bounds::clamped(_mm256_loadu_ps(in + i), own));
        if (i == count) return;
        const __m256i mask = first(count - i);
        _mm256_maskstore_ps(out + i, mask, bounds::clamped(_mm256_maskload_ps(in + i, mask), own));
    }

    QUANTA_LEAF_AVX2 static void interpolate(const corners<float, float>& from, std::size_t count,
                                             float* out) noexcept {
        const corners<float, float> own = from; // a copy that no store can change
        const __m256 w0 = _mm256_set1_ps(own.weights[0]), w1 = _mm256_set1_ps(own.weights[1]);
        const __m256 w2 = _mm256_set1_ps(own.weights[2]), w3 = _mm256_set1_ps(own.weights[3]);
        for (std::size_t i = 0; i < count; i += 8) {
            const __m256i mask = first(count - i < 8 ? count - i : 8);
            __m256 sum = _mm256_mul_ps(_mm256_maskload_ps(own.pixels[0] + i, mask), w0);
            sum = _mm256_fmadd_ps(_mm256_maskload_ps(own.pixels[1] + i, mask), w1, sum);
            sum = _mm256_fmadd_ps(_mm256_maskload_ps(own.pixels[2] + i, mask), w2, sum);
            sum = _mm256_fmadd_ps(_mm256_maskload_ps(own.pixels[3] + i, mask), w3, sum);
            _mm256_maskstore_ps(out + i, mask, sum);
        }
    }

private:
    struct bounds {
        __m256 lowest, highest;

        [[nodiscard]] QUANTA_INLINE_AVX2 static bounds of(float lowest, float highest) noexcept {
            return {_mm256_set1_ps(lowest), _mm256_set1_ps(highest)};
        }
        /// The instructions give their second operand where one is NaN.
        [[nodiscard]] QUANTA_INLINE_AVX2 static __m256 clamped(__m256 x, const bounds& own) noexcept {
            return _mm256_min_ps(own.highest, _mm256_max_ps(own.lowest, x));
        }
    };

    /// The lanes below `count`.
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i first(std::size_t count) noexcept {
        return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)),
                                  _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    }
};

} // namespace quanta::kernel

#endif
