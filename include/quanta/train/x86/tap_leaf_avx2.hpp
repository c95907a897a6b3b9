// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/target.hpp>
#include <quanta/train/tap_leaf.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::train::inline QUANTA_ABI {

/// Eight channels at a time: four pixels that share the weights, or four taps that share the gradient. The rest of the
/// channels one by one.
template <>
struct tap_leaf<isa::avx2> {
    QUANTA_LEAF_AVX2 static void gather(const tap_row& row, const float* weights, const float* start, float* target) {
        std::size_t c = 0;
        for (; c + 8 <= row.channels; c += 8) {
            std::size_t p = 0;
            for (; p + 4 <= row.pixels; p += 4) gather_eight<4>(row, p, c, weights, start, target);
            for (; p < row.pixels; ++p) gather_eight<1>(row, p, c, weights, start, target);
        }
        for (; c < row.channels; ++c)
            for (std::size_t p = 0; p < row.pixels; ++p) {
                float sum = start[c];
                for (std::size_t t = 0; t < row.taps; ++t)
                    sum = __builtin_fmaf(*source(row, p, t, c), weights[t * row.channels + c], sum);
                target[p * row.target_step + c] = sum;
            }
    }

    QUANTA_LEAF_AVX2 static void weigh(const tap_row& row, const float* target, float* sums) {
        std::size_t c = 0;
        for (; c + 8 <= row.channels; c += 8) {
            std::size_t t = 0;
            for (; t + 8 <= row.taps; t += 8) weigh_eight<8>(row, t, c, target, sums);
            for (; t + 3 <= row.taps; t += 3) weigh_eight<3>(row, t, c, target, sums);
            for (; t < row.taps; ++t) weigh_eight<1>(row, t, c, target, sums);
        }
        for (; c < row.channels; ++c)
            for (std::size_t t = 0; t < row.taps; ++t) {
                float sum = sums[t * row.channels + c];
                for (std::size_t p = 0; p < row.pixels; ++p)
                    sum = __builtin_fmaf(*source(row, p, t, c), target[p * row.target_step + c], sum);
                sums[t * row.channels + c] = sum;
            }
    }

private:
    [[nodiscard]] QUANTA_INLINE_AVX2 static const float* source(const tap_row& row, std::size_t pixel, std::size_t tap,
                                                                std::size_t channel) {
        return row.source + static_cast<std::ptrdiff_t>(pixel * row.source_step + channel) + row.offsets[tap];
    }

    template <std::size_t Pixels>
    QUANTA_INLINE_AVX2 static void gather_eight(const tap_row& row, std::size_t p, std::size_t c, const float* weights,
                                                const float* start, float* target) {
        __m256 sums[Pixels];
        QUANTA_UNROLL
        for (std::size_t i = 0; i < Pixels; ++i) sums[i] = _mm256_loadu_ps(start + c);
        for (std::size_t t = 0; t < row.taps; ++t) {
            const __m256 weight = _mm256_loadu_ps(weights + t * row.channels + c);
            const float* from = source(row, p, t, c);
            QUANTA_UNROLL
            for (std::size_t i = 0; i < Pixels; ++i)
                sums[i] = _mm256_fmadd_ps(_mm256_loadu_ps(from + i * row.source_step), weight, sums[i]);
        }
        QUANTA_UNROLL
        for (std::size_t i = 0; i < Pixels; ++i) _mm256_storeu_ps(target + (p + i) * row.target_step + c, sums[i]);
    }

    template <std::size_t Taps>
    QUANTA_INLINE_AVX2 static void weigh_eight(const tap_row& row, std::size_t t, std::size_t c, const float* target,
                                               float* sums) {
        __m256 part[Taps];
        const float* from[Taps];
        QUANTA_UNROLL
        for (std::size_t i = 0; i < Taps; ++i) {
            part[i] = _mm256_loadu_ps(sums + (t + i) * row.channels + c);
            from[i] = source(row, 0, t + i, c);
        }
        for (std::size_t p = 0; p < row.pixels; ++p) {
            const __m256 gradient = _mm256_loadu_ps(target + p * row.target_step + c);
            QUANTA_UNROLL
            for (std::size_t i = 0; i < Taps; ++i)
                part[i] = _mm256_fmadd_ps(_mm256_loadu_ps(from[i] + p * row.source_step), gradient, part[i]);
        }
        QUANTA_UNROLL
        for (std::size_t i = 0; i < Taps; ++i) _mm256_storeu_ps(sums + (t + i) * row.channels + c, part[i]);
    }
};

} // namespace quanta::train

#endif
