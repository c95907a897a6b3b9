// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace quanta {

/// How a kernel wants its right-hand side in memory, and how many rows it takes at once.
///
/// The matrix (K, N) is cut into panels of `columns` columns, the last one narrower and rounded up to `step`. A panel of
/// width W is `[start value x W][ceil(K / depth)][W][depth]`: first what each column's accumulator starts with, then
/// `depth` consecutive values of each column, column after column. For columns = 4, depth = 2 and K = 3 the cells are
///
///     b00 b10  b01 b11  b02 b12  b03 b13    b20 0  b21 0  b22 0  b23 0
struct tile_format {
    std::size_t rows;       ///< rows of the left side that a micro-kernel call takes, at most
    std::size_t columns;    ///< width of a panel
    std::size_t step;       ///< columns of one register of accumulators
    std::size_t depth;      ///< values of one column that stand together
    std::size_t element;    ///< bytes of one value
    bool shifts_signed_lhs; ///< the kernel adds 128 to signed left-hand values, as `vpdpbusd` takes unsigned ones
    bool widens_lhs;        ///< the kernel reads left-hand values widened to 16 bits
    std::size_t start = 4;  ///< bytes of one start value: of an accumulator
    bool shifts_unsigned_lhs = false; ///< the kernel takes 128 from unsigned left-hand values: `sdot` takes signed ones
};

} // namespace quanta
