// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/checked_size.hpp>
#include <quanta/kernel/tap_pointers.hpp>
#include <quanta/storage/patches.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// The pixels under the windows of one row of outputs, as pointers: into the image, or to its padding. Moving down one
/// row of outputs keeps the rows of the image that both need.
///
/// Where the kernel could not read an image in place, its pixels are copied beside the pointers, row by row of the
/// image: channels that are apart or fewer than a kernel takes, or that several outputs read (`multiplier` > 1).
template <class T>
class depthwise_pixels {
public:
    /// Whether pixels are read in place by kernels that take at least `block` channels.
    [[nodiscard]] static constexpr bool in_place(const patches<T>& image, std::size_t multiplier, std::size_t block) {
        return multiplier == 1 && image.has_neighbours() && image.channels >= block;
    }

    /// Bytes of working memory; a multiple of `buffer_alignment`. Error if memory could not hold them.
    [[nodiscard]] static std::size_t bytes(const patches<T>& image, std::size_t multiplier, std::size_t block) {
        const std::size_t pointers = checked_product("workspace", image.down.taps, 1 + entries(image.across));
        const std::size_t table = round_up(checked_product("workspace", pointers, sizeof(T*)), buffer_alignment);
        if (in_place(image, multiplier, block)) return table;
        const std::size_t pixels = image.down.taps * entries(image.across) + 1;
        const std::size_t copied = checked_product("workspace", pixels, pitch(image, multiplier, block));
        return table + round_up(checked_product("workspace", copied, sizeof(T)), buffer_alignment);
    }

    /// `memory`: `bytes`, aligned to `buffer_alignment`.
    depthwise_pixels(const patches<T>& image, std::size_t multiplier, std::size_t block, std::byte* memory)
        : image_(image), multiplier_(multiplier), entries_(entries(image.across)),
          rows_(reinterpret_cast<const T***>(memory)) {
        const T** table = reinterpret_cast<const T**>(memory + image.down.taps * sizeof(T*));
        for (std::size_t i = 0; i < image.down.taps; ++i) rows_[i] = table + i * entries_;
        if (in_place(image, multiplier, block)) return;
        first_pointer_ = table;
        pitch_ = pitch(image, multiplier, block);
        const std::size_t pointers = image.down.taps * (1 + entries_);
        copies_ = reinterpret_cast<T*>(memory + round_up(pointers * sizeof(T*), buffer_alignment));
        std::fill_n(copies_, (image.down.taps * entries_ + 1) * pitch_, T{});
    }

    /// To row `output` of the outputs of image `index`.
    void move_to(std::size_t index, std::size_t output) {
        const std::ptrdiff_t top = image_.down.start(output), moved = top - top_;
        std::size_t kept = 0;
        if (!started_ || index != index_) {
            begin(index);
        } else if (moved >= 0 && moved % image_.down.dilation == 0) {
            const auto shift = static_cast<std::size_t>(moved / image_.down.dilation);
            if (shift < image_.down.taps) {
                std::rotate(rows_, rows_ + shift, rows_ + image_.down.taps);
                kept = image_.down.taps - shift;
            }
        }
        top_ = top;
        for (std::size_t i = kept; i < image_.down.taps; ++i)
            read_row(top + static_cast<std::ptrdiff_t>(i) * image_.down.dilation, rows_[i]);
    }

    [[nodiscard]] std::size_t outputs() const { return image_.across.outputs; } ///< in a row

    /// The windows of the outputs from number `output` of the row on.
    [[nodiscard]] tap_pointers<T> from(std::size_t output) const {
        const std::size_t pace = step(image_.across);
        return {rows_, output * pace, image_.down.taps, image_.across.taps, pace};
    }

private:
    /// Whether the windows of neighbours share columns in the table.
    [[nodiscard]] static constexpr bool shares(const patch_axis& across) {
        return across.stride % across.dilation == 0 &&
               static_cast<std::size_t>(across.stride / across.dilation) <= across.taps;
    }
    [[nodiscard]] static constexpr std::size_t step(const patch_axis& across) {
        return shares(across) ? static_cast<std::size_t>(across.stride / across.dilation) : across.taps;
    }
    /// Pointers of one row: one for each column of the windows, and the one more that kernels may follow.
    [[nodiscard]] static constexpr std::size_t entries(const patch_axis& across) {
        return checked_product("workspace", across.outputs, step(across)) + across.taps + 1;
    }
    [[nodiscard]] static constexpr std::size_t pitch(const patches<T>& image, std::size_t multiplier,
                                                     std::size_t block) {
        return std::max(checked_product("workspace", image.channels, multiplier), block);
    }

    void begin(std::size_t index) {
        started_ = true;
        index_ = index;
        padding_ = image_.padding + static_cast<std::ptrdiff_t>(index) * image_.padding_stride;
        if (copies_ == nullptr) return;
        T* own = copies_ + image_.down.taps * entries_ * pitch_;
        for (std::size_t o = 0; o < image_.channels * multiplier_; ++o) own[o] = padding_[o / multiplier_];
        padding_ = own;
    }

    /// Pointers to row `y` of the image, or of the padding above and below it.
    void read_row(std::ptrdiff_t y, const T** row) {
        const patch_axis& across = image_.across;
        row[entries_ - 1] = padding_;
        if (y < 0 || y >= static_cast<std::ptrdiff_t>(image_.down.pixels)) {
            std::fill_n(row, entries_, padding_);
            return;
        }
        const T* pixels =
            image_.image + static_cast<std::ptrdiff_t>(index_) * image_.image_stride + y * image_.row_stride;
        if (shares(across)) {
            read_columns(pixels, -across.before, row, entries_ - 1);
        } else {
            for (std::size_t o = 0; o < across.outputs; ++o)
                read_columns(pixels, across.start(o), row + o * across.taps, across.taps);
            std::fill_n(row + across.outputs * across.taps, across.taps, padding_);
        }
    }

    /// `count` pointers to pixels of a row of the image, from column x on, `dilation` apart.
    void read_columns(const T* pixels, std::ptrdiff_t x, const T** to, std::size_t count) {
        for (std::size_t e = 0; e < count; ++e, x += image_.across.dilation) {
            const bool inside = x >= 0 && x < static_cast<std::ptrdiff_t>(image_.across.pixels);
            to[e] = inside ? pixels + x * image_.pixel_stride : padding_;
        }
        if (copies_ != nullptr) copy(to, count);
    }

    /// Copies the pixels that `pointers` point at to the place beside the table, and has them point there.
    void copy(const T** pointers, std::size_t count) {
        T* to = copies_ + static_cast<std::size_t>(pointers - first_pointer_) * pitch_;
        for (std::size_t c = 0; c < image_.channels; ++c)
            for (std::size_t e = 0; e < count; ++e)
                if (pointers[e] != padding_)
                    std::fill_n(to + e * pitch_ + c * multiplier_, multiplier_,
                                pointers[e][static_cast<std::ptrdiff_t>(c) * image_.channel_stride]);
        for (std::size_t e = 0; e < count; ++e)
            if (pointers[e] != padding_) pointers[e] = to + e * pitch_;
    }

    patches<T> image_;
    std::size_t multiplier_, entries_;
    const T*** rows_;                   // (taps down), each of `entries_` pointers
    const T** first_pointer_ = nullptr; // of the table
    T* copies_ = nullptr;               // (pointers of the table, pitch_), then the padding; null: in place
    std::size_t pitch_ = 0;
    const T* padding_ = nullptr; // of this image
    std::size_t index_ = 0;
    std::ptrdiff_t top_ = 0;
    bool started_ = false;
};

} // namespace quanta::kernel
