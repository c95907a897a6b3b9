// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/kernel/gemm_block.hpp>
#include <quanta/kernel/kernel_table.hpp>
#include <quanta/kernel/lhs_row.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

namespace detail {

/// `accumulate<rows, vectors>` for numbers known at run time only.
template <MicroKernel Kernel>
void run_tile(std::size_t rows, std::size_t vectors, const typename Kernel::lhs_element* const* lhs,
              const std::byte* panel, std::size_t depth, typename Kernel::accumulator* tile) {
    constexpr std::size_t widest = Kernel::format.columns / Kernel::format.step;
    using run_type = void (*)(const typename Kernel::lhs_element* const*, const std::byte*, std::size_t,
                              typename Kernel::accumulator*);
    static constexpr auto table = []<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<run_type, sizeof...(I)>{
            &Kernel::template accumulate<static_cast<int>(I / widest + 1), static_cast<int>(I % widest + 1)>...};
    }
    (std::make_index_sequence<Kernel::format.rows * widest>{});
    table[(rows - 1) * widest + vectors - 1](lhs, panel, depth, tile);
}

/// Pointers to rows of the left side, as the kernel reads them: in place, or widened into `workspace`.
template <class Tag, class Kernel, class Element>
const typename Kernel::lhs_element* prepare_rows(const Element* lhs, std::ptrdiff_t stride, std::size_t rows,
                                                 std::size_t depth, std::byte* workspace, std::ptrdiff_t& step) {
    if constexpr (Kernel::format.widens_lhs) {
        auto* widened = reinterpret_cast<std::int16_t*>(workspace);
        step = static_cast<std::ptrdiff_t>(widened_row_bytes(depth) / sizeof(std::int16_t));
        for (std::size_t i = 0; i < rows; ++i)
            lhs_row<Tag>::widen(lhs + static_cast<std::ptrdiff_t>(i) * stride, depth,
                                widened + static_cast<std::ptrdiff_t>(i) * step);
        return widened;
    } else {
        step = stride;
        return lhs;
    }
}

} // namespace detail

/// output(i, j) = epilogue(start[j] + sum_k lhs[i][k] * rhs[k][j]) for the rows and panels of `part`.
///
/// lhs: (M, K), values of one row next to each other, `stride` elements between rows. The loop nest:
///
///     for each block of rows that fits the second-level cache          (widened here if the kernel wants that)
///         for each panel of columns                                    (a panel stays in the first-level cache)
///             for each group of at most `format.rows` rows             (groups differ by one row at most)
///                 tile = micro-kernel over the whole depth
///                 epilogue(tile)                                       (while it is in the first-level cache)
///
/// `workspace`: `block_workspace_bytes`, aligned to `buffer_alignment`. Allocates nothing, throws nothing of its own.
template <class Tag, class Lhs, class Rhs, class Element, class Output>
void gemm_loop(const Element* lhs, std::ptrdiff_t stride, const packed_matrix<Lhs, Rhs>& rhs, const gemm_block& part,
               const Output& output, std::byte* workspace) {
    using kernel = typename gemm_kernel<Tag, Lhs, Rhs>::type;
    using accumulator = typename kernel::accumulator;
    constexpr tile_format format = kernel::format;
    alignas(buffer_alignment) accumulator sums[format.rows * format.columns];
    std::array<const typename kernel::lhs_element*, format.rows> rows{};
    const std::size_t depth = rhs.depth(), end = part.first_row + part.rows, step = block_rows(format, depth);
    for (std::size_t first = part.first_row; first < end; first += step) {
        const std::size_t count = std::min(step, end - first), groups = (count + format.rows - 1) / format.rows;
        std::ptrdiff_t row_step = 0;
        const auto* block = detail::prepare_rows<Tag, kernel>(lhs + static_cast<std::ptrdiff_t>(first) * stride, stride,
                                                              count, depth, workspace, row_step);
        for (std::size_t panel = part.first_panel; panel < part.first_panel + part.panels; ++panel) {
            const std::size_t vectors = rhs.layout().width(panel) / format.step;
            for (std::size_t group = 0; group < groups; ++group) {
                const std::size_t top = count * group / groups, height = count * (group + 1) / groups - top;
                for (std::size_t i = 0; i < height; ++i)
                    rows[i] = block + static_cast<std::ptrdiff_t>(top + i) * row_step;
                detail::run_tile<kernel>(height, vectors, rows.data(), rhs.panel(panel), depth, sums);
                output.template consume<Tag>(epilogue::tile<accumulator>{sums, format.columns, height,
                                                                         rhs.layout().used_columns(panel), first + top,
                                                                         rhs.layout().first_column(panel)});
            }
        }
    }
}

} // namespace quanta::kernel
