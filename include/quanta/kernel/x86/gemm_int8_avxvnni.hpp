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

/// 6 x 16 with the 256-bit `vpdpbusd`: four products of an unsigned and a signed byte are added without saturation.
/// Signed left-hand values get 128 added on the way (their sign bit flipped); the start values take it back.
template <bool SignedLhs>
struct gemm_int8_avxvnni {
    using lhs_element = std::conditional_t<SignedLhs, std::int8_t, std::uint8_t>;
    using accumulator = std::int32_t;
    static constexpr tile_format format{
        .rows = 6, .columns = 16, .step = 8, .depth = 4, .element = 1, .shifts_signed_lhs = true, .widens_lhs = false};

    template <int Rows, int Vectors>
    QUANTA_LEAF_AVXVNNI static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth,
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
            for (std::size_t k = 0; k < whole; k += 4, cells += 32 * Vectors) step<Rows, Vectors>(lhs, k, cells, sums);
        }
        if (whole < depth) step<Rows, Vectors>(ends.rows, 0, cells, sums);
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
    /// Adds four values of depth: lhs[i][k .. k + 3] times the cells of `Vectors` registers of columns.
    template <int Rows, int Vectors>
    QUANTA_LEAF_AVXVNNI QUANTA_INLINE static void step(const lhs_element* const (&lhs)[Rows], std::size_t k,
                                                       const std::byte* cells, __m256i (&sums)[Rows][Vectors]) {
        __m256i rhs[Vectors];
        QUANTA_UNROLL
        for (int v = 0; v < Vectors; ++v) rhs[v] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(cells + 32 * v));
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            std::int32_t four;
            std::memcpy(&four, lhs[i] + k, 4);
            __m256i all = _mm256_set1_epi32(four);
            if constexpr (SignedLhs) all = _mm256_xor_si256(all, _mm256_set1_epi8(-128));
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) sums[i][v] = _mm256_dpbusd_avx_epi32(sums[i][v], all, rhs[v]);
        }
    }
};

} // namespace quanta::kernel

#endif
