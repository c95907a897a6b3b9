// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/kernel/gemm_block.hpp>
#include <quanta/kernel/lhs_block.hpp>
#include <quanta/kernel/lhs_row.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// The left side of a product is a matrix (M, depth) in memory, values of one row next to each other. Rows are read in
/// place, or widened into the workspace if the kernel wants that.
template <class Element>
struct lhs_matrix {
    const Element* data;
    std::ptrdiff_t stride; ///< elements between rows
    std::size_t depth;

    [[nodiscard]] std::size_t block_rows(const tile_format& format) const { return kernel::block_rows(format, depth); }

    /// Rows `first` to `first + count`; `workspace`: `block_workspace_bytes`.
    template <class Tag, class Kernel>
    [[nodiscard]] lhs_block<typename Kernel::lhs_element> prepare(std::size_t first, std::size_t count,
                                                                  std::byte* workspace) const {
        const Element* rows = data + static_cast<std::ptrdiff_t>(first) * stride;
        if constexpr (Kernel::format.widens_lhs) {
            auto* widened = reinterpret_cast<std::int16_t*>(workspace);
            const auto step = static_cast<std::ptrdiff_t>(widened_row_bytes(depth) / sizeof(std::int16_t));
            for (std::size_t i = 0; i < count; ++i)
                lhs_row<Tag>::widen(rows + static_cast<std::ptrdiff_t>(i) * stride, depth,
                                    widened + static_cast<std::ptrdiff_t>(i) * step);
            return {widened, step, nullptr, 1, depth};
        } else {
            static_cast<void>(count);
            static_cast<void>(workspace);
            return {rows, stride, nullptr, 1, depth};
        }
    }
};

} // namespace quanta::kernel
