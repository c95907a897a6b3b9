// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/kernel/kernel_concepts.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// 6 x 64, one fused multiply-add per product, in order of k: the bits of the reference.
struct gemm_float_avx512bw {
    using lhs_element = float;
    using accumulator = float;
    static constexpr tile_format format{.rows = 6,
                                        .columns = 64,
                                        .step = 16,
                                        .depth = 1,
                                        .element = 4,
                                        .shifts_signed_lhs = false,
                                        .widens_lhs = false};

    template <int Rows, int Vectors>
    QUANTA_LEAF_AVX512BW static void accumulate(const float* const* rows, std::size_t taps, std::size_t depth,
                                                const std::byte* panel, float* tile) {
        const auto* cells = reinterpret_cast<const float*>(panel);
        __m512 sums[Rows][Vectors];
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) sums[i][v] = _mm512_loadu_ps(cells + 16 * v);
        }
        cells += 16 * Vectors;
        for (; taps != 0; --taps, rows += Rows) {
            const float* lhs[Rows];
            QUANTA_UNROLL
            for (int i = 0; i < Rows; ++i) lhs[i] = rows[i];
            for (std::size_t k = 0; k < depth; ++k, cells += 16 * Vectors) {
                __m512 rhs[Vectors];
                QUANTA_UNROLL
                for (int v = 0; v < Vectors; ++v) rhs[v] = _mm512_loadu_ps(cells + 16 * v);
                QUANTA_UNROLL
                for (int i = 0; i < Rows; ++i) {
                    const __m512 all = _mm512_set1_ps(lhs[i][k]);
                    QUANTA_UNROLL
                    for (int v = 0; v < Vectors; ++v) sums[i][v] = _mm512_fmadd_ps(all, rhs[v], sums[i][v]);
                }
            }
        }
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) {
                asm("" : "+v"(sums[i][v])); // GCC 12: see gemm_int8_avx512vnni
                _mm512_storeu_ps(tile + static_cast<std::size_t>(i) * format.columns + 16 * v, sums[i][v]);
            }
        }
    }
};

} // namespace quanta::kernel

#endif
