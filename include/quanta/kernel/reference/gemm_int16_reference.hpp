// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/kernel/kernel_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// tile[i][j] = start[j] + sum_k rows[i][k] * panel[k][j] in 64 bits, of 16-bit values and 8-bit ones that are stored in
/// 16: the definition that every other kernel equals.
struct gemm_int16_reference {
    using lhs_element = std::int16_t;
    using accumulator = std::int64_t;
    static constexpr tile_format format{.rows = 1,
                                        .columns = 8,
                                        .step = 8,
                                        .depth = 1,
                                        .element = 2,
                                        .shifts_signed_lhs = false,
                                        .widens_lhs = false,
                                        .start = 8};

    template <int Rows, int Vectors>
    static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth, const std::byte* panel,
                           accumulator* tile) {
        std::memcpy(tile, panel, format.start * format.columns);
        const auto* cells = reinterpret_cast<const std::int16_t*>(panel + format.start * format.columns);
        for (std::size_t tap = 0; tap < taps; ++tap)
            for (std::size_t k = 0; k < depth; ++k, cells += format.columns)
                for (std::size_t j = 0; j < format.columns; ++j) tile[j] += rows[tap][k] * cells[j];
    }
};

} // namespace quanta::kernel
