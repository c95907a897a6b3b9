// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/kernel/kernel_concepts.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// 6 x 16, exact: both sides widen to 16 bits and `vpmaddwd` adds two products, at most 2 * 255 * 128, in 32 bits.
/// Left-hand rows are widened beforehand, and padded with a zero to an even depth of each tap.
struct gemm_int8_avx2 {
    using lhs_element = std::int16_t;
    using accumulator = std::int32_t;
    static constexpr tile_format format{
        .rows = 6, .columns = 16, .step = 8, .depth = 2, .element = 1, .shifts_signed_lhs = false, .widens_lhs = true};

    template <int Rows, int Vectors>
    QUANTA_LEAF_AVX2 static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth,
                                            const std::byte* panel, accumulator* tile) {
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
            for (std::size_t k = 0; k < depth; k += 2, cells += 16 * Vectors) {
                __m256i rhs[Vectors];
                QUANTA_UNROLL
                for (int v = 0; v < Vectors; ++v)
                    rhs[v] = _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(cells + 16 * v)));
                QUANTA_UNROLL
                for (int i = 0; i < Rows; ++i) {
                    std::int32_t pair;
                    std::memcpy(&pair, lhs[i] + k, 4);
                    const __m256i both = _mm256_set1_epi32(pair);
                    QUANTA_UNROLL
                    for (int v = 0; v < Vectors; ++v)
                        sums[i][v] = _mm256_add_epi32(sums[i][v], _mm256_madd_epi16(both, rhs[v]));
                }
            }
        }
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v)
                _mm256_storeu_si256(
                    reinterpret_cast<__m256i*>(tile + static_cast<std::size_t>(i) * format.columns + 8 * v),
                    sums[i][v]);
        }
    }
};

} // namespace quanta::kernel

#endif
