// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

#include <quanta/isa/target.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// `rows` rows of a block in groups that go through the micro-kernel together: at most `tile_rows` in each, and as even as
/// can be, the larger groups first.
class row_groups {
public:
    constexpr row_groups(std::size_t rows, std::size_t tile_rows)
        : count_((rows + tile_rows - 1) / tile_rows), least_(count_ == 0 ? 0 : rows / count_),
          larger_(rows - count_ * least_) {}

    [[nodiscard]] constexpr std::size_t count() const { return count_; }
    [[nodiscard]] constexpr std::size_t top(std::size_t group) const {
        return group * least_ + std::min(group, larger_);
    }
    [[nodiscard]] constexpr std::size_t height(std::size_t group) const { return least_ + (group < larger_ ? 1 : 0); }

private:
    std::size_t count_, least_, larger_; // no division for each tile: 64-bit ones take dozens of cycles
};

/// A block of rows of the left side, as micro-kernels read them: `taps` parts of `depth` values each. Rows either have
/// one part and are evenly apart, or the parts of each group of rows stand in a table.
template <class Element>
struct lhs_block {
    const Element* first;        ///< row 0, where there is no table
    std::ptrdiff_t step;         ///< elements from one row to the next
    const Element* const* table; ///< for each group [taps][height] pointers, one group after the other; or null
    std::size_t taps, depth;

    /// [taps][height] pointers to the rows of a group; `memory` has room for those of one tap.
    [[nodiscard]] const Element* const* pointers(std::size_t top, std::size_t height, const Element** memory) const {
        if (table != nullptr) return table + top * taps;
        for (std::size_t i = 0; i < height; ++i) memory[i] = first + static_cast<std::ptrdiff_t>(top + i) * step;
        return memory;
    }
};

} // namespace quanta::kernel
