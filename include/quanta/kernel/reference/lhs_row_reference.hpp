// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/isa/target.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// What kernels need from a row of the left side.
struct lhs_row_reference {
    /// sum_k row[k] modulo 2^32
    template <class Element>
    [[nodiscard]] static std::int32_t sum(const Element* row, std::size_t depth) {
        std::uint32_t total = 0;
        for (std::size_t k = 0; k < depth; ++k) total += static_cast<std::uint32_t>(row[k]);
        return static_cast<std::int32_t>(total);
    }

    /// widened[k] = row[k], and one more zero where the depth is odd
    template <class Element>
    static void widen(const Element* row, std::size_t depth, std::int16_t* widened) {
        for (std::size_t k = 0; k < depth; ++k) widened[k] = row[k];
        if (depth % 2 != 0) widened[depth] = 0;
    }
};

} // namespace quanta::kernel
