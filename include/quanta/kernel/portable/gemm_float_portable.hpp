// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <xsimd/xsimd.hpp>

#include <quanta/kernel/kernel_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// 4 rows x 2 registers, in order of k; fused only where the translation unit's instruction set has a fused
/// multiply-add, so it equals the reference to rounding, not to the bit.
struct gemm_float_portable {
    using lhs_element = float;
    using accumulator = float;
    using floats = xsimd::batch<float>;
    static constexpr tile_format format{.rows = 4,
                                        .columns = 2 * floats::size,
                                        .step = floats::size,
                                        .depth = 1,
                                        .element = 4,
                                        .shifts_signed_lhs = false,
                                        .widens_lhs = false};

    template <int Rows, int Vectors>
    static void accumulate(const float* const* rows, std::size_t taps, std::size_t depth, const std::byte* panel,
                           float* tile) {
        const auto* cells = reinterpret_cast<const float*>(panel);
        floats sums[Rows][Vectors];
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) sums[i][v] = floats::load_unaligned(cells + at(v));
        }
        cells += at(Vectors);
        for (; taps != 0; --taps, rows += Rows) {
            for (std::size_t k = 0; k < depth; ++k, cells += at(Vectors)) {
                floats rhs[Vectors];
                QUANTA_UNROLL
                for (int v = 0; v < Vectors; ++v) rhs[v] = floats::load_unaligned(cells + at(v));
                QUANTA_UNROLL
                for (int i = 0; i < Rows; ++i) {
                    const floats all(rows[i][k]);
                    QUANTA_UNROLL
                    for (int v = 0; v < Vectors; ++v) sums[i][v] = xsimd::fma(all, rhs[v], sums[i][v]);
                }
            }
        }
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v)
                sums[i][v].store_unaligned(tile + static_cast<std::size_t>(i) * format.columns + at(v));
        }
    }

private:
    static constexpr std::size_t at(int vector) { return static_cast<std::size_t>(vector) * floats::size; }
};

} // namespace quanta::kernel
