// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <quanta/kernel/kernel_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// tile[i][j] = start[j] + sum_k rows[i][k] * panel[k][j] modulo 2^32: the definition that every other kernel equals.
template <bool SignedLhs>
struct gemm_int8_reference {
    using lhs_element = std::conditional_t<SignedLhs, std::int8_t, std::uint8_t>;
    using accumulator = std::int32_t;
    static constexpr tile_format format{
        .rows = 1, .columns = 8, .step = 8, .depth = 1, .element = 1, .shifts_signed_lhs = false, .widens_lhs = false};

    template <int Rows, int Vectors>
    static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth, const std::byte* panel,
                           accumulator* tile) {
        const auto* cells = reinterpret_cast<const std::int8_t*>(panel + 4 * format.columns);
        for (std::size_t j = 0; j < format.columns; ++j) {
            std::uint32_t sum = 0;
            std::memcpy(&sum, panel + 4 * j, 4);
            const std::int8_t* column = cells + j;
            for (std::size_t tap = 0; tap < taps; ++tap)
                for (std::size_t k = 0; k < depth; ++k, column += format.columns)
                    sum += static_cast<std::uint32_t>(rows[tap][k] * *column);
            tile[j] = static_cast<accumulator>(sum);
        }
    }
};

} // namespace quanta::kernel
