// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/checked_size.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/isa/tags.hpp>
#include <quanta/storage/storage_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// The place of every part of a packed matrix (K, N) in one block of memory. Sizes and offsets are in bytes.
class packed_layout {
public:
    /// Error if memory could not hold it.
    constexpr packed_layout(const tile_format& format, std::size_t depth, std::size_t columns)
        : format_(format), depth_(depth), columns_(columns) {
        const std::size_t cells = checked_product("packed matrix", round_up(depth, format.depth), format.element);
        const std::size_t column = format.start + cells;
        const std::size_t panel = round_up(checked_product("packed matrix", format.columns, column), buffer_alignment);
        static_cast<void>(checked_product("packed matrix", panels(), panel));
    }

    [[nodiscard]] constexpr const tile_format& format() const { return format_; }
    [[nodiscard]] constexpr std::size_t depth() const { return depth_; }     ///< K
    [[nodiscard]] constexpr std::size_t columns() const { return columns_; } ///< N
    [[nodiscard]] constexpr std::size_t panels() const {
        return columns_ / format_.columns + (columns_ % format_.columns != 0);
    }
    [[nodiscard]] constexpr std::size_t first_column(std::size_t panel) const { return panel * format_.columns; }
    /// Columns of the matrix in `panel`.
    [[nodiscard]] constexpr std::size_t used_columns(std::size_t panel) const {
        return std::min(format_.columns, columns_ - first_column(panel));
    }
    /// Columns of `panel` in memory: the used ones rounded up to a register.
    [[nodiscard]] constexpr std::size_t width(std::size_t panel) const {
        return round_up(used_columns(panel), format_.step);
    }
    [[nodiscard]] constexpr std::size_t cells_per_column() const {
        return round_up(depth_, format_.depth) * format_.element;
    }
    [[nodiscard]] constexpr std::size_t panel_offset(std::size_t panel) const {
        return panel * round_up(format_.columns * (format_.start + cells_per_column()), buffer_alignment);
    }
    [[nodiscard]] constexpr std::size_t bytes() const {
        if (columns_ == 0) return 0;
        return panel_offset(panels() - 1) +
               round_up(width(panels() - 1) * (format_.start + cells_per_column()), buffer_alignment);
    }

private:
    tile_format format_;
    std::size_t depth_, columns_;
};

/// The right-hand side of a matrix product (K, N), ready for one kernel: immutable, and shared by any number of threads.
/// `Lhs` and `Rhs` are integer formats, or both `float`. Made by `pack_rhs`; the memory is its own or the caller's.
template <class Lhs, class Rhs>
class packed_matrix {
public:
    packed_matrix(isa::id instruction_set, const packed_layout& layout, aligned_buffer storage)
        : instruction_set_(instruction_set), layout_(layout), owned_(std::move(storage)), data_(owned_.data()) {}
    /// Over memory of the caller's, which must live as long and be aligned to `buffer_alignment`.
    packed_matrix(isa::id instruction_set, const packed_layout& layout, const std::byte* data)
        : instruction_set_(instruction_set), layout_(layout), data_(data) {}

    [[nodiscard]] isa::id instruction_set() const { return instruction_set_; }
    [[nodiscard]] const packed_layout& layout() const { return layout_; }
    [[nodiscard]] const tile_format& format() const { return layout_.format(); }
    [[nodiscard]] std::size_t depth() const { return layout_.depth(); }
    [[nodiscard]] std::size_t columns() const { return layout_.columns(); }
    [[nodiscard]] std::size_t bytes() const { return layout_.bytes(); }
    [[nodiscard]] const std::byte* panel(std::size_t index) const { return data_ + layout_.panel_offset(index); }

private:
    isa::id instruction_set_;
    packed_layout layout_;
    aligned_buffer owned_;
    const std::byte* data_;
};

} // namespace quanta
