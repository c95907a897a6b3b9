// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace quanta::epilogue {

/// A block of accumulators, still in the cache, and the place of its first one in the output matrix.
/// Rows are contiguous; T is std::int32_t or float.
template <class T>
struct tile {
    const T* values;    ///< (rows, columns)
    std::size_t stride; ///< elements from one row to the next
    std::size_t rows;
    std::size_t columns;
    std::size_t first_row;    ///< in the output matrix
    std::size_t first_column; ///< in the output matrix
};

} // namespace quanta::epilogue
