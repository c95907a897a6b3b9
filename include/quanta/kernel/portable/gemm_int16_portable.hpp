// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/core/integer_formats.hpp>
#include <quanta/kernel/kernel_concepts.hpp>
#include <quanta/storage/accumulator_bound.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// One row x 16 columns: products are added in 32 bits for a depth that provably fits, and their sums in 64. Loops of fixed
/// length, which compilers turn into the vector code of the translation unit's instruction set: xsimd does not widen.
struct gemm_int16_portable {
    using lhs_element = std::int16_t;
    using accumulator = std::int64_t;
    static constexpr tile_format format{.rows = 1,
                                        .columns = 16,
                                        .step = 16,
                                        .depth = 1,
                                        .element = 2,
                                        .shifts_signed_lhs = false,
                                        .widens_lhs = false,
                                        .start = 8};

    template <int Rows, int Vectors>
    static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth, const std::byte* panel,
                           accumulator* tile) {
        constexpr std::size_t most = partial_depth<int16, int8>;
        std::memcpy(tile, panel, format.start * format.columns);
        const auto* cells = reinterpret_cast<const std::int16_t*>(panel + format.start * format.columns);
        for (std::size_t tap = 0; tap < taps; ++tap)
            for (std::size_t first = 0; first < depth; first += most) {
                const std::size_t count = std::min(most, depth - first);
                add_part(rows[tap] + first, count, cells, tile);
                cells += count * format.columns;
            }
    }

private:
    static void add_part(const lhs_element* row, std::size_t count, const std::int16_t* cells, accumulator* tile) {
        std::int32_t sums[format.columns] = {};
        for (std::size_t k = 0; k < count; ++k, cells += format.columns)
            for (std::size_t j = 0; j < format.columns; ++j) sums[j] += row[k] * cells[j];
        for (std::size_t j = 0; j < format.columns; ++j) tile[j] += sums[j];
    }
};

} // namespace quanta::kernel
