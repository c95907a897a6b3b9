// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/epilogue/tile.hpp>
#include <quanta/op/transposed_convolution.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Hands on the tiles of one phase of a transposed convolution, row by row, at their rows of the whole output matrix, and
/// from column `first_column` on.
template <class Output>
class spread_rows {
public:
    /// `extents`: of the whole output (N, OH, OW, OC).
    spread_rows(const Output& output, const transposed_phase& phase, const image_extents& extents,
                std::size_t first_column)
        : output_(output), phase_(phase), extents_(extents), first_column_(first_column) {}

    template <class Tag, class Value>
    void consume(const epilogue::tile<Value>& tile) const {
        for (std::size_t row = 0; row < tile.rows; ++row)
            output_.template consume<Tag>(epilogue::tile<Value>{
                tile.values + row * tile.stride, tile.stride, 1, tile.columns,
                phase_.row_of(tile.first_row + row, extents_), tile.first_column + first_column_});
    }

private:
    Output output_;
    transposed_phase phase_;
    image_extents extents_;
    std::size_t first_column_;
};

} // namespace quanta::op
