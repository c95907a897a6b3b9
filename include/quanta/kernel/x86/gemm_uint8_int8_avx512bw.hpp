// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/isa/target.hpp>
#include <quanta/kernel/row_ends.hpp>
#include <quanta/storage/tile_format.hpp>

#if QUANTA_ARCH_X86

#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// 8 x 48: `gemm_uint8_int8_avx2` in 512-bit registers, for processors that have no `vpdpbusd`.
template <int Sums>
struct gemm_uint8_int8_avx512bw {
    using lhs_element = std::uint8_t;
    using accumulator = std::int32_t;
    static constexpr tile_format format{.rows = 8,
                                        .columns = 48,
                                        .step = 16,
                                        .depth = 4,
                                        .element = 1,
                                        .shifts_signed_lhs = false,
                                        .widens_lhs = false};

    template <int Rows, int Vectors>
    QUANTA_LEAF_AVX512BW static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth,
                                                const std::byte* panel, accumulator* tile) {
        const std::size_t whole = depth / 4 * 4;
        const row_ends<Rows, lhs_element> ends(rows, whole, depth); // before any accumulator is alive
        __m512i sums[Rows][Vectors];
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) sums[i][v] = _mm512_loadu_si512(panel + 64 * v);
        }
        const std::byte* cells = panel + 64 * Vectors;
        for (; taps != 0; --taps, rows += Rows) {
            const lhs_element* lhs[Rows];
            QUANTA_UNROLL
            for (int i = 0; i < Rows; ++i) lhs[i] = rows[i];
            std::size_t k = 0;
            for (; k + 4 * Sums <= whole; k += 4 * Sums, cells += 64 * Vectors * Sums)
                add<Rows, Vectors, Sums>(lhs, k, cells, sums);
            for (; k < whole; k += 4, cells += 64 * Vectors) add<Rows, Vectors, 1>(lhs, k, cells, sums);
        }
        if (whole < depth) add<Rows, Vectors, 1>(ends.rows, 0, cells, sums);
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v)
                _mm512_storeu_si512(tile + static_cast<std::size_t>(i) * format.columns + 16 * v, sums[i][v]);
        }
    }

private:
    /// Adds 4 * Count values of depth: lhs[i][k ..] times the cells of `Vectors` registers of columns.
    template <int Rows, int Vectors, int Count>
    QUANTA_LEAF_AVX512BW QUANTA_INLINE static void add(const lhs_element* const (&lhs)[Rows], std::size_t k,
                                                       const std::byte* cells, __m512i (&sums)[Rows][Vectors]) {
        const __m512i ones = _mm512_set1_epi16(1);
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            __m512i pairs[Vectors];
            QUANTA_UNROLL
            for (int c = 0; c < Count; ++c) {
                std::int32_t four;
                std::memcpy(&four, lhs[i] + k + 4 * c, 4);
                const __m512i all = _mm512_set1_epi32(four);
                QUANTA_UNROLL
                for (int v = 0; v < Vectors; ++v) {
                    const __m512i cell = _mm512_loadu_si512(cells + 64 * (Vectors * c + v));
                    const __m512i products = _mm512_maddubs_epi16(all, cell);
                    pairs[v] = c == 0 ? products : _mm512_add_epi16(pairs[v], products);
                    asm("" : "+v"(pairs[v])); // Clang 14 as well
                }
            }
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) {
                sums[i][v] = _mm512_add_epi32(sums[i][v], _mm512_madd_epi16(pairs[v], ones));
                asm("" : "+v"(sums[i][v])); // GCC 12 multiplies for all rows first, and then lacks registers
            }
        }
    }
};

} // namespace quanta::kernel

#endif
