// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/checked_size.hpp>
#include <quanta/storage/packed_matrix.hpp>

namespace quanta::kernel {

/// A part of a product: rows of the left side by panels of the right side.
struct gemm_block {
    std::size_t first_row, rows, first_panel, panels;
};

} // namespace quanta::kernel

namespace quanta::kernel::inline QUANTA_ABI {

/// Bytes of left-hand rows that stay in a core's second-level cache while panels pass by: half of the 256 KiB that
/// every x86-64 server core since 2009 has.
inline constexpr std::size_t lhs_block_bytes = 128 * 1024;

/// Rows of the left side that the loop takes at once: a whole number of tiles, of `lhs_block_bytes` if it can be.
[[nodiscard]] constexpr std::size_t block_rows(const tile_format& format, std::size_t depth) {
    const std::size_t element = format.widens_lhs ? 2 : format.element;
    const std::size_t row_bytes = std::max<std::size_t>(1, element * depth);
    return std::max<std::size_t>(1, lhs_block_bytes / row_bytes / format.rows) * format.rows;
}

/// Bytes of one row of the left side as a widening kernel reads it. Error if memory could not hold them.
[[nodiscard]] constexpr std::size_t widened_row_bytes(std::size_t depth) {
    return round_up(2 * depth, buffer_alignment);
}

/// Bytes of working memory that one worker needs for a product with `rows` rows; 0 where rows are read in place.
/// Error if memory could not hold them.
[[nodiscard]] constexpr std::size_t block_workspace_bytes(const packed_layout& rhs, std::size_t rows) {
    if (!rhs.format().widens_lhs) return 0;
    return checked_product("workspace",
                           std::min(round_up(rows, rhs.format().rows), block_rows(rhs.format(), rhs.depth())),
                           widened_row_bytes(rhs.depth()));
}

/// How a product is cut into tasks for an executor: `row_parts * panel_parts` blocks.
struct partition {
    std::size_t rows, panels, row_parts, panel_parts;

    [[nodiscard]] constexpr std::size_t tasks() const { return row_parts * panel_parts; }

    /// Block `task`; parts differ by at most one panel, and by one tile's rows.
    [[nodiscard]] constexpr gemm_block block(std::size_t task, std::size_t tile_rows) const {
        const auto cut = [](std::size_t whole, std::size_t parts, std::size_t part) { return whole * part / parts; };
        const std::size_t row_part = task / panel_parts, panel_part = task % panel_parts;
        const std::size_t tiles = (rows + tile_rows - 1) / tile_rows;
        const std::size_t first_row = cut(tiles, row_parts, row_part) * tile_rows;
        const std::size_t end_row = std::min(rows, cut(tiles, row_parts, row_part + 1) * tile_rows);
        const std::size_t first_panel = cut(panels, panel_parts, panel_part);
        return {first_row, end_row - first_row, first_panel, cut(panels, panel_parts, panel_part + 1) - first_panel};
    }
};

/// Products below this many multiplications are not worth waking a thread for.
inline constexpr std::size_t multiplications_per_task = 1 << 18;

/// Rows are shared out first, as each worker then reads its own; panels where there are too few rows.
[[nodiscard]] constexpr partition share_out(const packed_layout& rhs, std::size_t rows, std::size_t workers) {
    const std::size_t work = rows * rhs.columns() * rhs.depth();
    const std::size_t parts =
        std::clamp<std::size_t>(work / multiplications_per_task, 1, workers == 1 ? 1 : 4 * workers);
    const std::size_t tiles = (rows + rhs.format().rows - 1) / rhs.format().rows;
    const std::size_t row_parts = std::clamp<std::size_t>(tiles, 1, parts);
    const std::size_t panel_parts =
        std::clamp<std::size_t>(parts / row_parts, 1, std::max<std::size_t>(1, rhs.panels()));
    return {rows, rhs.panels(), row_parts, panel_parts};
}

} // namespace quanta::kernel
