// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstring>

#include <quanta/isa/target.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// The last one to three values of each row, behind `whole`, and zeros: a kernel that takes four values of depth at a time
/// reads no byte behind a row. Where there are several taps, rows have none.
template <int Rows, class Element>
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
    Element values_[Rows][4] = {};
};

} // namespace quanta::kernel
