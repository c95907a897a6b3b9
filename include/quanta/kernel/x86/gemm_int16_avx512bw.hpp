// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/core/integer_formats.hpp>
#include <quanta/kernel/kernel_concepts.hpp>
#include <quanta/storage/accumulator_bound.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// 6 x 64, 512 bits wide: `vpmaddwd` adds two products of a 16-bit and an 8-bit value, at most 2^23, in 32 bits; after a
/// depth of 510, which provably fits, the sums go to the tile in 64. Both sides are read as they are in memory, 16 bits each.
struct gemm_int16_avx512bw {
    using lhs_element = std::int16_t;
    using accumulator = std::int64_t;
    static constexpr tile_format format{.rows = 6,
                                        .columns = 64,
                                        .step = 16,
                                        .depth = 2,
                                        .element = 2,
                                        .shifts_signed_lhs = false,
                                        .widens_lhs = false,
                                        .start = 8};

    template <int Rows, int Vectors>
    QUANTA_LEAF_AVX512BW static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth,
                                                const std::byte* panel, accumulator* tile) {
        constexpr std::size_t most = partial_depth<int16, int8>;
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i)
            std::memcpy(tile + static_cast<std::size_t>(i) * format.columns, panel, 128 * Vectors);
        const std::byte* cells = panel + 128 * Vectors;
        const std::size_t whole = depth / 2 * 2, parts = whole == 0 ? taps : std::max<std::size_t>(1, most / whole);
        for (std::size_t tap = 0; tap < taps; tap += parts)
            for (std::size_t first = 0; first < whole; first += most) // more than once only where `parts` is 1
                add<Rows, Vectors>(rows + tap * Rows, std::min(parts, taps - tap), first, std::min(whole, first + most),
                                   cells, tile);
        if (whole == depth) return;
        lhs_element last[Rows][2] = {}; // of each row: no byte behind it is read; several taps have none
        const lhs_element* ends[Rows];
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            last[i][0] = rows[i][whole];
            ends[i] = last[i];
        }
        add<Rows, Vectors>(ends, 1, 0, 2, cells, tile);
    }

private:
    // GCC 12 warns of the undefined registers inside the intrinsics without a mask.
    static constexpr __mmask8 every = 0xFF;

    /// Adds the products of the values [first, end) of `taps` parts to the tile; 32 bits hold their sums.
    template <int Rows, int Vectors>
    QUANTA_INLINE_AVX512BW static void add(const lhs_element* const* rows, std::size_t taps, std::size_t first,
                                           std::size_t end, const std::byte*& cells, accumulator* tile) {
        __m512i sums[Rows][Vectors];
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) sums[i][v] = _mm512_setzero_si512();
        }
        for (; taps != 0; --taps, rows += Rows) {
            const lhs_element* lhs[Rows];
            QUANTA_UNROLL
            for (int i = 0; i < Rows; ++i) lhs[i] = rows[i];
            for (std::size_t k = first; k < end; k += 2, cells += 64 * Vectors)
                step<Rows, Vectors>(lhs, k, cells, sums);
        }
        spill<Rows, Vectors>(sums, tile);
    }

    /// Adds two values of depth: lhs[i][k], lhs[i][k + 1] times the cells of `Vectors` registers of columns.
    template <int Rows, int Vectors>
    QUANTA_INLINE_AVX512BW static void step(const lhs_element* const (&lhs)[Rows], std::size_t k,
                                            const std::byte* cells, __m512i (&sums)[Rows][Vectors]) {
        __m512i rhs[Vectors];
        QUANTA_UNROLL
        for (int v = 0; v < Vectors; ++v) rhs[v] = _mm512_loadu_si512(cells + 64 * v);
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            std::int32_t pair;
            std::memcpy(&pair, lhs[i] + k, 4);
            const __m512i both = _mm512_set1_epi32(pair);
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v)
                sums[i][v] = _mm512_add_epi32(sums[i][v], _mm512_madd_epi16(both, rhs[v]));
        }
    }

    /// Adds the sums to the tile, in 64 bits.
    template <int Rows, int Vectors>
    QUANTA_INLINE_AVX512BW static void spill(__m512i (&sums)[Rows][Vectors], accumulator* tile) {
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) {
                // GCC 12 copies sums that share a zero register in and out of every iteration unless each is pinned to
                // a register of its own after the loop.
                asm("" : "+v"(sums[i][v]));
                accumulator* out = tile + static_cast<std::size_t>(i) * format.columns + 16 * v;
                widen(_mm512_maskz_extracti64x4_epi64(every, sums[i][v], 0), out);
                widen(_mm512_maskz_extracti64x4_epi64(every, sums[i][v], 1), out + 8);
            }
        }
    }
    QUANTA_INLINE_AVX512BW static void widen(__m256i sums, accumulator* out) {
        _mm512_storeu_si512(out, _mm512_add_epi64(_mm512_loadu_si512(out), _mm512_maskz_cvtepi32_epi64(every, sums)));
    }
};

} // namespace quanta::kernel

#endif
