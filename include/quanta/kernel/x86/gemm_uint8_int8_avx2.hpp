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

/// Unsigned bytes times signed ones whose ranges are narrow: `vpmaddubsw` adds two products in 16 bits, `Sums` (1, 2 or 4)
/// of its results are added there, and `vpmaddwd` with ones widens them to 32. Exact for formats of which `pair_sums` says
/// so; `int8_kernel` in kernel_table.hpp, with Sums > 0, is the one place that asks for it. K is bounded by the 32-bit sums,
/// as ever.
///
/// 5 x 16, or 6 x 16 with four sums: what both compilers keep in 16 registers. Left-hand rows are read in place, four values
/// of depth at a time. A Zen 3 core multiplies with two of its four pipes, so that 32, 43 and 51 multiply-accumulates a
/// cycle are the limits for one, two and four sums; measured from the first-level cache: 31, 38 and 43, where the kernel that
/// widens both sides, whose limit is 32, reaches 26.
template <int Sums>
struct gemm_uint8_int8_avx2 {
    using lhs_element = std::uint8_t;
    using accumulator = std::int32_t;
    static constexpr tile_format format{.rows = Sums == 4 ? 6 : 5,
                                        .columns = 16,
                                        .step = 8,
                                        .depth = 4,
                                        .element = 1,
                                        .shifts_signed_lhs = false,
                                        .widens_lhs = false};

    template <int Rows, int Vectors>
    QUANTA_LEAF_AVX2 static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth,
                                            const std::byte* panel, accumulator* tile) {
        const std::size_t whole = depth / 4 * 4;
        const row_ends<Rows, lhs_element> ends(rows, whole, depth); // before any accumulator is alive
        __m256i sums[Rows][Vectors];
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v)
                sums[i][v] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(panel + 32 * v));
        }
        const std::byte* cells = panel + 32 * Vectors;
        for (; taps != 0; --taps, rows += Rows) {
            const lhs_element* lhs[Rows];
            QUANTA_UNROLL
            for (int i = 0; i < Rows; ++i) lhs[i] = rows[i];
            std::size_t k = 0;
            for (; k + 4 * Sums <= whole; k += 4 * Sums, cells += 32 * Vectors * Sums)
                add<Rows, Vectors, Sums>(lhs, k, cells, sums);
            for (; k < whole; k += 4, cells += 32 * Vectors) add<Rows, Vectors, 1>(lhs, k, cells, sums);
        }
        if (whole < depth) add<Rows, Vectors, 1>(ends.rows, 0, cells, sums);
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v)
                _mm256_storeu_si256(
                    reinterpret_cast<__m256i*>(tile + static_cast<std::size_t>(i) * format.columns + 8 * v),
                    sums[i][v]);
        }
    }

private:
    /// Adds 4 * Count values of depth: lhs[i][k ..] times the cells of `Vectors` registers of columns.
    template <int Rows, int Vectors, int Count>
    QUANTA_LEAF_AVX2 QUANTA_INLINE static void add(const lhs_element* const (&lhs)[Rows], std::size_t k,
                                                   const std::byte* cells, __m256i (&sums)[Rows][Vectors]) {
        const __m256i ones = _mm256_set1_epi16(1);
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            __m256i pairs[Vectors];
            QUANTA_UNROLL
            for (int c = 0; c < Count; ++c) {
                std::int32_t four;
                std::memcpy(&four, lhs[i] + k + 4 * c, 4);
                const __m256i all = _mm256_set1_epi32(four);
                QUANTA_UNROLL
                for (int v = 0; v < Vectors; ++v) {
                    const auto* cell = reinterpret_cast<const __m256i*>(cells + 32 * (Vectors * c + v));
                    const __m256i products = _mm256_maddubs_epi16(all, _mm256_loadu_si256(cell));
                    pairs[v] = c == 0 ? products : _mm256_add_epi16(pairs[v], products);
                    asm("" : "+x"(pairs[v])); // Clang 14 as well
                }
            }
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) {
                sums[i][v] = _mm256_add_epi32(sums[i][v], _mm256_madd_epi16(pairs[v], ones));
                asm("" : "+x"(sums[i][v])); // GCC 12 multiplies for all rows first, and then lacks registers
            }
        }
    }
};

} // namespace quanta::kernel

#endif
