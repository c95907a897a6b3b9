// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstring>

#include <quanta/isa/target.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// The last values of each row, fewer than `Depth`, behind `whole`, and zeros: a kernel that takes `Depth` values of depth at
/// a time reads no byte behind a row. Where there are several taps, rows have none.
template <int Rows, class Element, int Depth = 4>
struct row_ends {
    const Element* rows[Rows];

    QUANTA_INLINE row_ends(const Element* const* from, std::size_t whole, std::size_t depth) {
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            rows[i] = values_[i];
            if (whole < depth) std::memcpy(values_[i], from[i] + whole, depth - whole);
        }
    }
    row_ends(const row_ends&) = delete; // it points into itself
    row_ends& operator=(const row_ends&) = delete;

private:
    Element values_[Rows][Depth] = {};
};

} // namespace quanta::kernel
