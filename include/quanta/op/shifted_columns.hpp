// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/epilogue/tile.hpp>
#include <quanta/isa/target.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Hands on the tiles of a product whose columns are those from `first` on of a wider output matrix.
template <class Output>
class shifted_columns {
public:
    shifted_columns(const Output& output, std::size_t first) : output_(output), first_(first) {}

    template <class Tag, class Value>
    void consume(epilogue::tile<Value> tile) const {
        tile.first_column += first_;
        output_.template consume<Tag>(tile);
    }

private:
    Output output_;
    std::size_t first_;
};

} // namespace quanta::op
