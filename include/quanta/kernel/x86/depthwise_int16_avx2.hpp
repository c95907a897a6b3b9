// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/core/integer_formats.hpp>
#include <quanta/kernel/depthwise_concepts.hpp>
#include <quanta/storage/accumulator_bound.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// 4 pixels x 16 channels: two taps of each channel stand side by side, and `vpmaddwd` adds their products, at most 2^23, in
/// 32 bits; after 510 taps, which provably fit, the sums go to the tile in 64.
///
/// Pairs are made within the halves of a register, so that the first register of sums holds channels 0 to 3 and 8 to 11,
/// the second one the others; weights are exchanged to match, sums on their way to the tile.
struct depthwise_int16_avx2 {
    using accumulator = std::int64_t;
    static constexpr tap_format format{.pixels = 4, .channels = 16, .taps = 2, .element = 2, .start = 8};

    template <int Pixels>
    QUANTA_LEAF_AVX2 static void accumulate(const tap_pointers<std::int16_t>& taps, std::size_t channel,
                                            std::size_t blocks, const std::byte* cells, accumulator* tile,
                                            std::size_t stride) {
        for (; blocks != 0; --blocks, channel += format.channels, tile += format.channels) {
            __m256i sums[Pixels][2];
            begin<Pixels>(cells, tile, stride, sums);
            cells += format.start * format.channels;
            std::size_t room = most_steps;
            for (std::size_t i = 0; i < taps.height; i += 2) {
                const bool down = i + 1 < taps.height; // else pairs of neighbours
                const std::int16_t* const* left = taps.rows[i] + taps.first;
                const std::int16_t* const* right = down ? taps.rows[i + 1] + taps.first : left + 1;
                for (std::size_t j = 0; j < taps.width; j += down ? 1 : 2, cells += 64) {
                    step<Pixels>(left + j, right + j, taps.step, channel, cells, sums);
                    if (--room != 0) continue;
                    spill<Pixels>(sums, tile, stride);
                    room = most_steps;
                }
            }
            spill<Pixels>(sums, tile, stride);
        }
    }

private:
    static constexpr std::size_t most_steps = partial_depth<int16, int8> / 2;

    /// Start values to the tile, zeros to the sums.
    template <int Pixels>
    QUANTA_INLINE_AVX2 static void begin(const std::byte* starts, accumulator* tile, std::size_t stride,
                                         __m256i (&sums)[Pixels][2]) {
        QUANTA_UNROLL
        for (int p = 0; p < Pixels; ++p) {
            std::memcpy(tile + static_cast<std::size_t>(p) * stride, starts, format.start * format.channels);
            sums[p][0] = _mm256_setzero_si256();
            sums[p][1] = _mm256_setzero_si256();
        }
    }

    /// Two taps of each pixel, which are `pace` columns apart.
    template <int Pixels>
    QUANTA_INLINE_AVX2 static void step(const std::int16_t* const* left, const std::int16_t* const* right,
                                        std::size_t pace, std::size_t channel, const std::byte* cells,
                                        __m256i (&sums)[Pixels][2]) {
        const __m256i near = load(cells), far = load(cells + 32);
        const __m256i outer = _mm256_permute2x128_si256(near, far, 0x20); // channels 0 to 3 and 8 to 11
        const __m256i inner = _mm256_permute2x128_si256(near, far, 0x31); // 4 to 7 and 12 to 15
        QUANTA_UNROLL
        for (int p = 0; p < Pixels; ++p) {
            const std::size_t column = static_cast<std::size_t>(p) * pace;
            const __m256i a = load(left[column] + channel), b = load(right[column] + channel);
            const __m256i low = _mm256_unpacklo_epi16(a, b), high = _mm256_unpackhi_epi16(a, b);
            sums[p][0] = _mm256_add_epi32(sums[p][0], _mm256_madd_epi16(low, outer));
            sums[p][1] = _mm256_add_epi32(sums[p][1], _mm256_madd_epi16(high, inner));
        }
    }

    /// Adds the sums to the tile, and begins them anew.
    template <int Pixels>
    QUANTA_INLINE_AVX2 static void spill(__m256i (&sums)[Pixels][2], accumulator* tile, std::size_t stride) {
        QUANTA_UNROLL
        for (int p = 0; p < Pixels; ++p) {
            accumulator* out = tile + static_cast<std::size_t>(p) * stride;
            QUANTA_UNROLL
            for (int half = 0; half < 2; ++half) {
                add(out + 4 * half, _mm256_castsi256_si128(sums[p][half]));
                add(out + 4 * half + 8, _mm256_extracti128_si256(sums[p][half], 1));
                sums[p][half] = _mm256_setzero_si256();
            }
        }
    }
    QUANTA_INLINE_AVX2 static void add(accumulator* out, __m128i sums) {
        auto* wide = reinterpret_cast<__m256i*>(out);
        _mm256_storeu_si256(wide, _mm256_add_epi64(_mm256_loadu_si256(wide), _mm256_cvtepi32_epi64(sums)));
    }

    template <class T>
    QUANTA_INLINE_AVX2 static __m256i load(const T* p) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    }
};

} // namespace quanta::kernel

#endif
