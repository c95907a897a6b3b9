// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstring>

#include <quanta/core/float_functions.hpp>
#include <quanta/kernel/kernel_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// tile[i][j] = fma(rows[i][K-1], panel[K-1][j], ... fma(rows[i][0], panel[0][j], start[j])).
struct gemm_float_reference {
    using lhs_element = float;
    using accumulator = float;
    static constexpr tile_format format{
        .rows = 1, .columns = 8, .step = 8, .depth = 1, .element = 4, .shifts_signed_lhs = false, .widens_lhs = false};

    template <int Rows, int Vectors>
    static void accumulate(const float* const* rows, std::size_t taps, std::size_t depth, const std::byte* panel,
                           float* tile) {
        const auto* starts = reinterpret_cast<const float*>(panel);
        const float* cells = starts + format.columns;
        for (std::size_t j = 0; j < format.columns; ++j) {
            float sum = starts[j];
            const float* column = cells + j;
            for (std::size_t tap = 0; tap < taps; ++tap)
                for (std::size_t k = 0; k < depth; ++k, column += format.columns)
                    sum = fused_multiply_add(rows[tap][k], *column, sum);
            tile[j] = sum;
        }
    }
};

} // namespace quanta::kernel
