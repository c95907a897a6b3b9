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

/// 8 x 48, exact: `gemm_int8_avx2` in 512-bit registers, for processors that have no `vpdpbusd`.
struct gemm_int8_avx512bw {
    using lhs_element = std::int16_t;
    using accumulator = std::int32_t;
    static constexpr tile_format format{
        .rows = 8, .columns = 48, .step = 16, .depth = 2, .element = 1, .shifts_signed_lhs = false, .widens_lhs = true};

    template <int Rows, int Vectors>
    QUANTA_LEAF_AVX512BW static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth,
                                                const std::byte* panel, accumulator* tile) {
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
            for (std::size_t k = 0; k < depth; k += 2, cells += 32 * Vectors) {
                __m512i rhs[Vectors];
                QUANTA_UNROLL
                for (int v = 0; v < Vectors; ++v) rhs[v] = widened(cells + 32 * v);
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
        }
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) {
                asm("" : "+v"(sums[i][v])); // GCC 12: see gemm_int8_avx512vnni
                _mm512_storeu_si512(tile + static_cast<std::size_t>(i) * format.columns + 16 * v, sums[i][v]);
            }
        }
    }

private:
    QUANTA_INLINE_AVX512BW static __m512i widened(const std::byte* cells) {
        constexpr __mmask32 every =
            0xFFFFFFFF; // GCC 12 warns of the undefined register inside the intrinsic without it
        return _mm512_maskz_cvtepi8_epi16(every, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(cells)));
    }
};

} // namespace quanta::kernel

#endif
