// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/kernel/gemm_block.hpp>
#include <quanta/kernel/kernel_table.hpp>
#include <quanta/kernel/lhs_block.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

namespace detail {

/// `accumulate<rows, vectors>` for numbers known at run time only.
template <MicroKernel Kernel>
void run_tile(std::size_t rows, std::size_t vectors, const typename Kernel::lhs_element* const* lhs, std::size_t taps,
              std::size_t depth, const std::byte* panel, typename Kernel::accumulator* tile) {
    constexpr std::size_t widest = Kernel::format.columns / Kernel::format.step;
    using run_type = void (*)(const typename Kernel::lhs_element* const*, std::size_t, std::size_t, const std::byte*,
                              typename Kernel::accumulator*);
    static constexpr auto table = []<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<run_type, sizeof...(I)>{
            &Kernel::template accumulate<static_cast<int>(I / widest + 1), static_cast<int>(I % widest + 1)>...};
    }
    (std::make_index_sequence<Kernel::format.rows * widest>{});
    table[(rows - 1) * widest + vectors - 1](lhs, taps, depth, panel, tile);
}

} // namespace detail

/// output(i, j) = epilogue(start[j] + sum_k lhs[i][k] * rhs[k][j]) for the rows and panels of `part`.
///
/// lhs: (M, K), a matrix (`lhs_matrix`) or what is read as one (`lhs_patches`). The loop nest:
///
///     for each block of rows that fits the second-level cache          (widened or gathered here if need be)
///         for each panel of columns                                    (a panel stays in the first-level cache)
///             for each group of at most `format.rows` rows             (groups differ by one row at most)
///                 tile = micro-kernel over the whole depth
///                 epilogue(tile)                                       (while it is in the first-level cache)
///
/// `workspace`: what the source needs, aligned to `buffer_alignment`. Allocates nothing, throws nothing of its own.
template <class Tag, LhsSource Source, class Lhs, class Rhs, class Output>
void gemm_loop(const Source& lhs, const packed_matrix<Lhs, Rhs>& rhs, const gemm_block& part, const Output& output,
               std::byte* workspace) {
    using kernel = typename gemm_kernel<Tag, Lhs, Rhs>::type;
    using accumulator = typename kernel::accumulator;
    constexpr tile_format format = kernel::format;
    alignas(buffer_alignment) accumulator sums[format.rows * format.columns];
    std::array<const typename kernel::lhs_element*, format.rows> memory{};
    const std::size_t end = part.first_row + part.rows, step = lhs.block_rows(format);
    for (std::size_t first = part.first_row; first < end; first += step) {
        const std::size_t count = std::min(step, end - first);
        const row_groups groups(count, format.rows);
        const lhs_block block = lhs.template prepare<Tag, kernel>(first, count, workspace);
        for (std::size_t panel = part.first_panel; panel < part.first_panel + part.panels; ++panel) {
            const packed_layout& layout = rhs.layout();
            const std::size_t vectors = layout.width(panel) / format.step;
            const std::size_t column = layout.first_column(panel), columns = layout.used_columns(panel);
            const std::byte* const cells = rhs.panel(panel);
            for (std::size_t group = 0; group < groups.count(); ++group) {
                // It is no larger, which GCC 12 does not see: it warns of pointers behind `memory`.
                const std::size_t height = std::min(groups.height(group), format.rows), top = groups.top(group);
                const auto* rows = block.pointers(top, height, memory.data());
                detail::run_tile<kernel>(height, vectors, rows, block.taps, block.depth, cells, sums);
                output.template consume<Tag>(
                    epilogue::tile<accumulator>{sums, format.columns, height, columns, first + top, column});
            }
        }
    }
}

} // namespace quanta::kernel
