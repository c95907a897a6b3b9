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

/// 7 pixels x 16 channels, exact: two taps of each channel widen to 16 bits, side by side, and `vpmaddwd` adds their
/// products, at most 2 * 255 * 255, in 32 bits. Where windows of 3 or 5 columns overlap, pairs are widened once.
struct depthwise_int8_avx512bw {
    using accumulator = std::int32_t;
    static constexpr tap_format format{.pixels = 7, .channels = 16, .taps = 2, .element = 2};

    template <int Pixels, class Element>
    QUANTA_LEAF_AVX512BW static void accumulate(const tap_pointers<Element>& taps, std::size_t channel,
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
    QUANTA_INLINE_AVX512BW static void slide(const tap_pointers<Element>& taps, std::size_t channel, std::size_t blocks,
                                             const std::byte* cells, accumulator* tile, std::size_t stride) {
        const std::size_t first = taps.first, height = taps.height;
        const Element* const* const* rows = taps.rows;
        for (; blocks != 0; --blocks, channel += format.channels, tile += format.channels) {
            __m512i sums[Pixels];
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
    QUANTA_INLINE_AVX512BW static void jump(const tap_pointers<Element>& taps, std::size_t channel, std::size_t blocks,
                                            const std::byte* cells, accumulator* tile, std::size_t stride) {
        for (; blocks != 0; --blocks, channel += format.channels, tile += format.channels) {
            __m512i sums[Pixels];
            begin<Pixels>(cells, sums);
            for (std::size_t i = 0; i < taps.height; i += 2) {
                const bool down = i + 1 < taps.height; // else pairs of neighbours
                const Element* const* left = taps.rows[i] + taps.first;
                const Element* const* right = down ? taps.rows[i + 1] + taps.first : left + 1;
                for (std::size_t j = 0; j < taps.width; j += down ? 1 : 2, cells += 64) {
                    QUANTA_UNROLL
                    for (int p = 0; p < Pixels; ++p) {
                        const std::size_t column = j + static_cast<std::size_t>(p) * taps.step;
                        add(sums[p], widened(left[column] + channel, right[column] + channel), cells);
                    }
                }
            }
            end<Pixels>(sums, tile, stride);
        }
    }

    template <int Pixels>
    QUANTA_INLINE_AVX512BW static void begin(const std::byte*& cells, __m512i (&sums)[Pixels]) {
        QUANTA_UNROLL
        for (int p = 0; p < Pixels; ++p) sums[p] = _mm512_loadu_si512(cells);
        cells += 64;
    }
    template <int Pixels>
    QUANTA_INLINE_AVX512BW static void end(const __m512i (&sums)[Pixels], accumulator* tile, std::size_t stride) {
        QUANTA_UNROLL
        for (int p = 0; p < Pixels; ++p) _mm512_storeu_si512(tile + static_cast<std::size_t>(p) * stride, sums[p]);
    }

    /// Two rows of taps.
    template <int Width, int Pixels, class Element>
    QUANTA_INLINE_AVX512BW static void slide_down(const Element* const* upper, const Element* const* lower,
                                                  std::size_t channel, const std::byte*& cells,
                                                  __m512i (&sums)[Pixels]) {
        QUANTA_UNROLL
        for (int x = 0; x < Pixels + Width - 1; ++x) {
            const __m512i seen = widened(upper[x] + channel, lower[x] + channel);
            QUANTA_UNROLL
            for (int j = 0; j < Width; ++j)
                if (x - j >= 0 && x - j < Pixels) add(sums[x - j], seen, cells + 64 * j);
        }
        cells += 64 * Width;
    }

    /// One row of taps, in pairs of neighbours.
    template <int Width, int Pixels, class Element>
    QUANTA_INLINE_AVX512BW static void slide_across(const Element* const* row, std::size_t channel,
                                                    const std::byte*& cells, __m512i (&sums)[Pixels]) {
        QUANTA_UNROLL
        for (int x = 0; x < Pixels + Width - 1; ++x) {
            const __m512i seen = widened(row[x] + channel, row[x + 1] + channel);
            QUANTA_UNROLL
            for (int j = 0; j < Width; j += 2)
                if (x - j >= 0 && x - j < Pixels) add(sums[x - j], seen, cells + 32 * j);
        }
        cells += 64 * ((Width + 1) / 2);
    }

    QUANTA_INLINE_AVX512BW static void add(__m512i& sum, __m512i values, const std::byte* cells) {
        sum = _mm512_add_epi32(sum, _mm512_madd_epi16(values, _mm512_loadu_si512(cells)));
        asm("" : "+v"(sum)); // GCC reorders the additions, and then lacks registers
    }

    /// a0 b0 ... a15 b15 as 16-bit integers
    template <class Element>
    QUANTA_INLINE_AVX512BW static __m512i widened(const Element* a, const Element* b) {
        const __m512i even = widened(a), odd = _mm512_maskz_slli_epi32(every, widened(b), 16);
        return _mm512_mask_blend_epi16(0xAAAAAAAA, even, odd);
    }
    template <class Element>
    QUANTA_INLINE_AVX512BW static __m512i widened(const Element* pixel) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(pixel));
        if constexpr (std::is_signed_v<Element>)
            return _mm512_maskz_cvtepi8_epi32(every, bytes);
        else
            return _mm512_maskz_cvtepu8_epi32(every, bytes);
    }
    static constexpr __mmask16 every = 0xFFFF; // GCC 12 warns of the intrinsics without a mask
};

} // namespace quanta::kernel

#endif
