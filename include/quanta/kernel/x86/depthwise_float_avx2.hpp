// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/kernel/depthwise_concepts.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// 7 pixels x 8 channels, one fused multiply-add per product, in the order of taps: the bits of the reference.
/// Where windows of 3 or 5 columns overlap, a pixel of the image is read once for all of them.
struct depthwise_float_avx2 {
    using accumulator = float;
    static constexpr tap_format format{.pixels = 7, .channels = 8, .taps = 1, .element = 4};

    template <int Pixels>
    QUANTA_LEAF_AVX2 static void accumulate(const tap_pointers<float>& taps, std::size_t channel, std::size_t blocks,
                                            const std::byte* cells, float* tile, std::size_t stride) {
        const auto* values = reinterpret_cast<const float*>(cells);
        if (taps.step == 1 && taps.width == 3)
            slide<3, Pixels>(taps, channel, blocks, values, tile, stride);
        else if (taps.step == 1 && taps.width == 5)
            slide<5, Pixels>(taps, channel, blocks, values, tile, stride);
        else
            jump<Pixels>(taps, channel, blocks, values, tile, stride);
    }

private:
    /// Windows of `Width` columns that begin in neighbouring columns.
    template <int Width, int Pixels>
    QUANTA_INLINE_AVX2 static void slide(const tap_pointers<float>& taps, std::size_t channel, std::size_t blocks,
                                         const float* values, float* tile, std::size_t stride) {
        const std::size_t first = taps.first, height = taps.height;
        const float* const* const* rows = taps.rows;
        for (; blocks != 0; --blocks, channel += format.channels, tile += format.channels) {
            __m256 sums[Pixels];
            begin<Pixels>(values, sums);
            for (std::size_t i = 0; i < height; ++i, values += 8 * Width) {
                const float* const* row = rows[i] + first;
                QUANTA_UNROLL
                for (int x = 0; x < Pixels + Width - 1; ++x) {
                    const __m256 seen = _mm256_loadu_ps(row[x] + channel);
                    QUANTA_UNROLL
                    for (int j = Width - 1; j >= 0; --j)
                        if (x - j >= 0 && x - j < Pixels)
                            sums[x - j] = _mm256_fmadd_ps(seen, _mm256_loadu_ps(values + 8 * j), sums[x - j]);
                }
            }
            end<Pixels>(sums, tile, stride);
        }
    }

    /// Windows of any width that begin any number of columns apart.
    template <int Pixels>
    QUANTA_INLINE_AVX2 static void jump(const tap_pointers<float>& taps, std::size_t channel, std::size_t blocks,
                                        const float* values, float* tile, std::size_t stride) {
        for (; blocks != 0; --blocks, channel += format.channels, tile += format.channels) {
            __m256 sums[Pixels];
            begin<Pixels>(values, sums);
            for (std::size_t i = 0; i < taps.height; ++i) {
                const float* const* row = taps.rows[i] + taps.first;
                for (std::size_t j = 0; j < taps.width; ++j, values += 8) {
                    const __m256 weights = _mm256_loadu_ps(values);
                    QUANTA_UNROLL
                    for (int p = 0; p < Pixels; ++p) {
                        const float* pixel = row[j + static_cast<std::size_t>(p) * taps.step] + channel;
                        sums[p] = _mm256_fmadd_ps(_mm256_loadu_ps(pixel), weights, sums[p]);
                    }
                }
            }
            end<Pixels>(sums, tile, stride);
        }
    }

    template <int Pixels>
    QUANTA_INLINE_AVX2 static void begin(const float*& values, __m256 (&sums)[Pixels]) {
        QUANTA_UNROLL
        for (int p = 0; p < Pixels; ++p) sums[p] = _mm256_loadu_ps(values);
        values += 8;
    }
    template <int Pixels>
    QUANTA_INLINE_AVX2 static void end(const __m256 (&sums)[Pixels], float* tile, std::size_t stride) {
        QUANTA_UNROLL
        for (int p = 0; p < Pixels; ++p) _mm256_storeu_ps(tile + static_cast<std::size_t>(p) * stride, sums[p]);
    }
};

} // namespace quanta::kernel

#endif
