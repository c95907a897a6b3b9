// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <quanta/kernel/kernel_concepts.hpp>
#include <quanta/kernel/row_ends.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// 6 x 64 with the 512-bit `vpdpbusd`: four products of an unsigned and a signed byte are added without saturation.
/// Signed left-hand values get 128 added on the way (their sign bit flipped); the start values take it back.
template <bool SignedLhs>
struct gemm_int8_avx512vnni {
    using lhs_element = std::conditional_t<SignedLhs, std::int8_t, std::uint8_t>;
    using accumulator = std::int32_t;
    static constexpr tile_format format{
        .rows = 6, .columns = 64, .step = 16, .depth = 4, .element = 1, .shifts_signed_lhs = true, .widens_lhs = false};

    template <int Rows, int Vectors>
    QUANTA_LEAF_AVX512VNNI static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth,
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
            for (std::size_t k = 0; k < whole; k += 4, cells += 64 * Vectors) step<Rows, Vectors>(lhs, k, cells, sums);
        }
        if (whole < depth) step<Rows, Vectors>(ends.rows, 0, cells, sums);
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) {
                // GCC 12 copies accumulators that share a start register in and out of every iteration unless each is
                // pinned to a register of its own after the loop.
                asm("" : "+v"(sums[i][v]));
                _mm512_storeu_si512(tile + static_cast<std::size_t>(i) * format.columns + 16 * v, sums[i][v]);
            }
        }
    }

private:
    /// Adds four values of depth: lhs[i][k .. k + 3] times the cells of `Vectors` registers of columns.
    template <int Rows, int Vectors>
    QUANTA_LEAF_AVX512VNNI QUANTA_INLINE static void step(const lhs_element* const (&lhs)[Rows], std::size_t k,
                                                          const std::byte* cells, __m512i (&sums)[Rows][Vectors]) {
        __m512i rhs[Vectors];
        QUANTA_UNROLL
        for (int v = 0; v < Vectors; ++v) rhs[v] = _mm512_loadu_si512(cells + 64 * v);
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            std::int32_t four;
            std::memcpy(&four, lhs[i] + k, 4);
            __m512i all = _mm512_set1_epi32(four);
            if constexpr (SignedLhs) all = _mm512_xor_si512(all, _mm512_set1_epi32(static_cast<int>(0x80808080U)));
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) sums[i][v] = _mm512_dpbusd_epi32(sums[i][v], all, rhs[v]);
        }
    }
};

} // namespace quanta::kernel

#endif
