// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/kernel/reference/pool_float_reference.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// `pool_float_reference` in AVX2 where channels are neighbours: eight a register, the rest under a mask.
struct pool_float_avx2 {
    QUANTA_LEAF_AVX2 static void maximum(const float* in, const pool_strip& strip, float* out) noexcept {
        if (!neighbours(strip)) return pool_float_reference::maximum(in, strip, out);
        const pool_strip own = strip; // a copy that no store can change
        for (std::size_t output = 0; output < own.outputs; ++output, in += own.input_step, out += own.output_step)
            for (std::size_t channel = 0; channel < own.channels; channel += 8) {
                const __m256i mask = first(own.channels - channel);
                __m256 largest = _mm256_maskload_ps(in + channel, mask);
                for (std::size_t row = 0; row < own.rows; ++row) {
                    const float* tap = in + channel + step(row, own.row_step);
                    for (std::size_t column = 0; column < own.columns; ++column, tap += own.column_step) {
                        const __m256 x = _mm256_maskload_ps(tap, mask);
                        const __m256 is_nan = _mm256_cmp_ps(x, x, _CMP_UNORD_Q);
                        largest = _mm256_blendv_ps(_mm256_max_ps(x, largest), x, is_nan); // x > largest ? x : largest
                    }
                }
                _mm256_maskstore_ps(out + channel, mask, largest);
            }
    }

    QUANTA_LEAF_AVX2 static void average(const float* in, const pool_strip& strip, float count, float* out) noexcept {
        if (!neighbours(strip)) return pool_float_reference::average(in, strip, count, out);
        const pool_strip own = strip; // a copy that no store can change
        for (std::size_t output = 0; output < own.outputs; ++output, in += own.input_step, out += own.output_step)
            for (std::size_t channel = 0; channel < own.channels; channel += 8) {
                const __m256i mask = first(own.channels - channel);
                __m256 total = _mm256_setzero_ps();
                for (std::size_t row = 0; row < own.rows; ++row) {
                    const float* tap = in + channel + step(row, own.row_step);
                    for (std::size_t column = 0; column < own.columns; ++column, tap += own.column_step)
                        total = _mm256_add_ps(total, _mm256_maskload_ps(tap, mask));
                }
                _mm256_maskstore_ps(out + channel, mask, _mm256_div_ps(total, _mm256_set1_ps(count)));
            }
    }

private:
    [[nodiscard]] QUANTA_INLINE static bool neighbours(const pool_strip& strip) noexcept {
        return strip.channels == 1 || (strip.input_channel_step == 1 && strip.output_channel_step == 1);
    }
    [[nodiscard]] QUANTA_INLINE static std::ptrdiff_t step(std::size_t count, std::ptrdiff_t distance) noexcept {
        return static_cast<std::ptrdiff_t>(count) * distance;
    }

    /// The lanes below `count`.
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i first(std::size_t count) noexcept {
        const int lanes = count < 8 ? static_cast<int>(count) : 8;
        return _mm256_cmpgt_epi32(_mm256_set1_epi32(lanes), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    }
};

} // namespace quanta::kernel

#endif
