// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/kernel/kernel_concepts.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// 6 x 16, one fused multiply-add per product, in order of k: the bits of the reference.
struct gemm_float_avx2 {
    using lhs_element = float;
    using accumulator = float;
    static constexpr tile_format format{
        .rows = 6, .columns = 16, .step = 8, .depth = 1, .element = 4, .shifts_signed_lhs = false, .widens_lhs = false};

    template <int Rows, int Vectors>
    QUANTA_LEAF_AVX2 static void accumulate(const float* const* rows, std::size_t taps, std::size_t depth,
                                            const std::byte* panel, float* tile) {
        const auto* cells = reinterpret_cast<const float*>(panel);
        __m256 sums[Rows][Vectors];
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) sums[i][v] = _mm256_loadu_ps(cells + 8 * v);
        }
        cells += 8 * Vectors;
        for (; taps != 0; --taps, rows += Rows) {
            const float* lhs[Rows];
            QUANTA_UNROLL
            for (int i = 0; i < Rows; ++i) lhs[i] = rows[i];
            for (std::size_t k = 0; k < depth; ++k, cells += 8 * Vectors) {
                __m256 rhs[Vectors];
                QUANTA_UNROLL
                for (int v = 0; v < Vectors; ++v) rhs[v] = _mm256_loadu_ps(cells + 8 * v);
                QUANTA_UNROLL
                for (int i = 0; i < Rows; ++i) {
                    const __m256 all = _mm256_broadcast_ss(lhs[i] + k);
                    QUANTA_UNROLL
                    for (int v = 0; v < Vectors; ++v) sums[i][v] = _mm256_fmadd_ps(all, rhs[v], sums[i][v]);
                }
            }
        }
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v)
                _mm256_storeu_ps(tile + static_cast<std::size_t>(i) * format.columns + 8 * v, sums[i][v]);
        }
    }
};

} // namespace quanta::kernel

#endif
