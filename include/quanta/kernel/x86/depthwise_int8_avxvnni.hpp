// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <quanta/kernel/depthwise_concepts.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// 4 pixels x 16 channels with the 256-bit `vpdpwssd`, exact: two taps of each channel widen to 16 bits, side by side, and
/// their products are added in 32 bits. Where windows of 3 or 5 columns overlap, pairs are widened once.
struct depthwise_int8_avxvnni {
    using accumulator = std::int32_t;
    static constexpr tap_format format{.pixels = 4, .channels = 16, .taps = 2, .element = 2};

    template <int Pixels, class Element>
    QUANTA_LEAF_AVXVNNI static void accumulate(const tap_pointers<Element>& taps, std::size_t channel,
                                               std::size_t blocks, const std::byte* cells, accumulator* tile,
                                               std::size_t stride) {
        if (taps.step == 1 && taps.width == 3)
            slide<3, Pixels>(taps, channel, blocks, cells, tile, stride);
        else if (taps.step == 1 && taps.width == 5)
            slide<5, Pixels>(taps, channel, blocks, cells, tile, stride);
        else
            jump<Pixels>(taps, channel, blocks, cells, tile, stride);
    }

private:
    /// Windows of `Width` columns that begin in neighbouring columns.
    template <int Width, int Pixels, class Element>
    QUANTA_LEAF_AVXVNNI QUANTA_INLINE static void slide(const tap_pointers<Element>& taps, std::size_t channel,
                                                        std::size_t blocks, const std::byte* cells, accumulator* tile,
                                                        std::size_t stride) {
        const std::size_t first = taps.first, height = taps.height;
        const Element* const* const* rows = taps.rows;
        for (; blocks != 0; --blocks, channel += format.channels, tile += format.channels) {
            __m256i sums[Pixels][2];
            begin<Pixels>(cells, sums);
            std::size_t i = 0;
            for (; i + 2 <= height; i += 2)
                slide_down<Width, Pixels>(rows[i] + first, rows[i + 1] + first, channel, cells, sums);
            if (i < height) slide_across<Width, Pixels>(rows[i] + first, channel, cells, sums);
            end<Pixels>(sums, tile, stride);
        }
    }

    /// Windows of any width that begin any number of columns apart.
    template <int Pixels, class Element>
    QUANTA_LEAF_AVXVNNI QUANTA_INLINE static void jump(const tap_pointers<Element>& taps, std::size_t channel,
                                                       std::size_t blocks, const std::byte* cells, accumulator* tile,
                                                       std::size_t stride) {
        for (; blocks != 0; --blocks, channel += format.channels, tile += format.channels) {
            __m256i sums[Pixels][2];
            begin<Pixels>(cells, sums);
            for (std::size_t i = 0; i < taps.height; i += 2) {
                const bool down = i + 1 < taps.height; // else pairs of neighbours
                const Element* const* left = taps.rows[i] + taps.first;
                const Element* const* right = down ? taps.rows[i + 1] + taps.first : left + 1;
                for (std::size_t j = 0; j < taps.width; j += down ? 1 : 2, cells += 64) {
                    QUANTA_UNROLL
                    for (int p = 0; p < Pixels; ++p) {
                        const std::size_t column = j + static_cast<std::size_t>(p) * taps.step;
                        const __m128i a = load(left[column] + channel), b = load(right[column] + channel);
                        add(sums[p], widened_low<Element>(a, b), widened_high<Element>(a, b), cells);
                    }
                }
            }
            end<Pixels>(sums, tile, stride);
        }
    }

    template <int Pixels>
    QUANTA_LEAF_AVXVNNI QUANTA_INLINE static void begin(const std::byte*& cells, __m256i (&sums)[Pixels][2]) {
        QUANTA_UNROLL
        for (int p = 0; p < Pixels; ++p) {
            sums[p][0] = load(cells);
            sums[p][1] = load(cells + 32);
        }
        cells += 64;
    }
    template <int Pixels>
    QUANTA_LEAF_AVXVNNI QUANTA_INLINE static void end(const __m256i (&sums)[Pixels][2], accumulator* tile,
                                                      std::size_t stride) {
        QUANTA_UNROLL
        for (int p = 0; p < Pixels; ++p) {
            auto* out = reinterpret_cast<__m256i*>(tile + static_cast<std::size_t>(p) * stride);
            _mm256_storeu_si256(out, sums[p][0]);
            _mm256_storeu_si256(out + 1, sums[p][1]);
        }
    }

    /// Two rows of taps.
    template <int Width, int Pixels, class Element>
    QUANTA_LEAF_AVXVNNI QUANTA_INLINE static void slide_down(const Element* const* upper, const Element* const* lower,
                                                             std::size_t channel, const std::byte*& cells,
                                                             __m256i (&sums)[Pixels][2]) {
        QUANTA_UNROLL
        for (int x = 0; x < Pixels + Width - 1; ++x) {
            const __m128i a = load(upper[x] + channel), b = load(lower[x] + channel);
            const __m256i low = widened_low<Element>(a, b), high = widened_high<Element>(a, b);
            QUANTA_UNROLL
            for (int j = 0; j < Width; ++j)
                if (x - j >= 0 && x - j < Pixels) add(sums[x - j], low, high, cells + 64 * j);
        }
        cells += 64 * Width;
    }

    /// One row of taps, in pairs of neighbours.
    template <int Width, int Pixels, class Element>
    QUANTA_LEAF_AVXVNNI QUANTA_INLINE static void slide_across(const Element* const* row, std::size_t channel,
                                                               const std::byte*& cells, __m256i (&sums)[Pixels][2]) {
        __m128i a = load(row[0] + channel);
        QUANTA_UNROLL
        for (int x = 0; x < Pixels + Width - 1; ++x) {
            const __m128i b = load(row[x + 1] + channel);
            const __m256i low = widened_low<Element>(a, b), high = widened_high<Element>(a, b);
            QUANTA_UNROLL
            for (int j = 0; j < Width; j += 2)
                if (x - j >= 0 && x - j < Pixels) add(sums[x - j], low, high, cells + 32 * j);
            a = b;
        }
        cells += 64 * ((Width + 1) / 2);
    }

    QUANTA_LEAF_AVXVNNI QUANTA_INLINE static void add(__m256i (&sums)[2], __m256i low, __m256i high,
                                                      const std::byte* cells) {
        sums[0] = _mm256_dpwssd_avx_epi32(sums[0], low, load(cells));
        sums[1] = _mm256_dpwssd_avx_epi32(sums[1], high, load(cells + 32));
    }

    /// a0 b0 ... a7 b7 as 16-bit integers
    template <class Element>
    QUANTA_LEAF_AVXVNNI QUANTA_INLINE static __m256i widened_low(__m128i a, __m128i b) {
        const __m128i pairs = _mm_unpacklo_epi8(a, b);
        return std::is_signed_v<Element> ? _mm256_cvtepi8_epi16(pairs) : _mm256_cvtepu8_epi16(pairs);
    }
    /// a8 b8 ... a15 b15 as 16-bit integers
    template <class Element>
    QUANTA_LEAF_AVXVNNI QUANTA_INLINE static __m256i widened_high(__m128i a, __m128i b) {
        const __m128i pairs = _mm_unpackhi_epi8(a, b);
        return std::is_signed_v<Element> ? _mm256_cvtepi8_epi16(pairs) : _mm256_cvtepu8_epi16(pairs);
    }
    QUANTA_LEAF_AVXVNNI QUANTA_INLINE static __m256i load(const std::byte* cells) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(cells));
    }
    template <class Element>
    QUANTA_LEAF_AVXVNNI QUANTA_INLINE static __m128i load(const Element* pixel) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(pixel));
    }
};

} // namespace quanta::kernel

#endif
