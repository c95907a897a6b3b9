// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <quanta/kernel/gemm_block.hpp>
#include <quanta/kernel/lhs_block.hpp>
#include <quanta/kernel/patch_gather.hpp>
#include <quanta/storage/patches.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// A tap with fewer bytes than this is copied rather than pointed at: the pointer would be half as large.
inline constexpr std::size_t least_tap_bytes = 16;

/// How a kernel of one format reads patches: where they are, through pointers, or gathered into rows.
struct patch_reading {
    bool in_place;
    std::size_t row_bytes;  ///< of workspace: of a row's pointers, or of a gathered row
    std::size_t block_rows; ///< rows that the loop takes at once

    /// Bytes of working memory of one worker for a product with `rows` rows.
    [[nodiscard]] constexpr std::size_t workspace_bytes(const tile_format& format, std::size_t rows) const {
        return checked_product("workspace", std::min(round_up(rows, format.rows), block_rows), row_bytes);
    }
};

/// `neighbours`: the channels of a pixel are contiguous. In place where the kernel reads the image's own type, and the
/// panel's cells go on from tap to tap.
[[nodiscard]] constexpr patch_reading read_patches(const tile_format& format, std::size_t taps, std::size_t channels,
                                                   bool neighbours) {
    const std::size_t element = format.widens_lhs ? 2 : format.element;
    const bool in_place = !format.widens_lhs && neighbours &&
                          (taps <= 1 || (channels % format.depth == 0 && channels * element >= least_tap_bytes));
    const std::size_t values = round_up(checked_product("patches", element, taps * channels), 16);
    const std::size_t row = in_place ? taps * sizeof(void*) : values;
    const std::size_t cached = std::max<std::size_t>(1, in_place ? values + row : row);
    // Weights of a deep patch stream by once for each block: so many tiles share them even where the cache cannot hold the
    // rows (7x7x512 in floats on a Zen 3 core: 40 GFLOP/s with one tile, 68 with nine).
    const std::size_t least_tiles = in_place ? 9 : 1;
    return {in_place, row, std::max(least_tiles, lhs_block_bytes / cached / format.rows) * format.rows};
}

/// The left side of a product is the patches of a convolution: rows of pointers to the taps where the kernel can read
/// them in place, else a block of gathered rows; never a copied image.
template <class T>
class lhs_patches {
public:
    explicit lhs_patches(const patches<T>& from) : from_(from) {}

    [[nodiscard]] std::size_t block_rows(const tile_format& format) const { return reading(format).block_rows; }

    /// Rows `first` to `first + count`; `workspace`: `patch_reading::workspace_bytes`.
    template <class Tag, class Kernel>
    [[nodiscard]] lhs_block<typename Kernel::lhs_element> prepare(std::size_t first, std::size_t count,
                                                                  std::byte* workspace) const {
        using element = typename Kernel::lhs_element;
        if (from_.depth() == 0) return {nullptr, 0, nullptr, 1, 0};
        const patch_reading how = reading(Kernel::format);
        if constexpr (std::same_as<element, T>) {
            if (how.in_place) {
                if (const auto stride = from_.matrix_stride())
                    return {from_.first_pixel() + static_cast<std::ptrdiff_t>(first) * *stride, *stride, nullptr, 1,
                            from_.depth()};
                auto** table = reinterpret_cast<const T**>(workspace);
                fill_table(first, row_groups(count, Kernel::format.rows), table);
                return {nullptr, 0, table, from_.taps(), from_.channels};
            }
        }
        auto* rows = reinterpret_cast<element*>(workspace);
        const auto step = static_cast<std::ptrdiff_t>(how.row_bytes / sizeof(element));
        const std::size_t depth = from_.depth();
        gather_patches<Tag>(from_, first, count, rows, step);
        if (Kernel::format.widens_lhs && depth % 2 != 0)
            for (std::size_t i = 0; i < count; ++i) rows[i * static_cast<std::size_t>(step) + depth] = 0;
        return {rows, step, nullptr, 1, depth};
    }

private:
    [[nodiscard]] patch_reading reading(const tile_format& format) const {
        return read_patches(format, from_.taps(), from_.channels, from_.has_neighbours());
    }

    void fill_table(std::size_t first, const row_groups& groups, const T** table) const {
        patch_position at(from_, first);
        for (std::size_t group = 0; group < groups.count(); ++group) {
            const std::size_t height = groups.height(group);
            for (std::size_t i = 0; i < height; ++i, at.advance(from_, 1)) point(at, table + i, height);
            table += height * from_.taps();
        }
    }

    /// Pointers to the taps of one output pixel, `step` apart.
    void point(const patch_position& at, const T** pointers, std::size_t step) const {
        const std::ptrdiff_t down = from_.down.start(at.y), across = from_.across.start(at.x);
        const std::size_t top = from_.down.taps_before(down), bottom = from_.down.taps_to_end(down);
        const std::size_t left = from_.across.taps_before(across), right = from_.across.taps_to_end(across);
        const T* padding = from_.padding_of(at.image);
        std::ptrdiff_t line = static_cast<std::ptrdiff_t>(at.image) * from_.image_stride + down * from_.row_stride +
                              across * from_.pixel_stride;
        const std::ptrdiff_t pixel_step = from_.across.dilation * from_.pixel_stride;
        for (std::size_t i = 0; i < from_.down.taps; ++i, line += from_.down.dilation * from_.row_stride) {
            const bool inside = i >= top && i < bottom;
            std::ptrdiff_t pixel = line;
            for (std::size_t j = 0; j < from_.across.taps; ++j, pixel += pixel_step, pointers += step)
                *pointers = inside && j >= left && j < right ? from_.image + pixel : padding;
        }
    }

    patches<T> from_;
};

} // namespace quanta::kernel
