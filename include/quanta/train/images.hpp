// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

#include <quanta/op/window.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Extents of one image (height, width, channels), its values contiguous in this order.
struct image_extents {
    std::size_t height, width, channels;
    [[nodiscard]] constexpr std::size_t pixels() const { return height * width; }
    [[nodiscard]] constexpr std::size_t size() const { return height * width * channels; }
    [[nodiscard]] constexpr std::size_t row() const { return width * channels; }
};

/// Copies an image into the middle of another: zeros around it, and what does not fit is left out.
/// padded (height, width, channels) with the image's first pixel at (top, left).
inline void copy_padded(const float* image, const image_extents& from, std::size_t top, std::size_t left,
                        const image_extents& to, float* padded) {
    const std::size_t rows = top < to.height ? std::min(from.height, to.height - top) : 0;
    const std::size_t columns = left < to.width ? std::min(from.width, to.width - left) : 0;
    const std::size_t before = std::min(left, to.width) * to.channels, inside = columns * to.channels;
    std::fill_n(padded, std::min(top, to.height) * to.row(), 0.0F);
    for (std::size_t y = 0; y < rows; ++y) {
        float* row = padded + (top + y) * to.row();
        std::fill_n(row, before, 0.0F);
        std::copy_n(image + y * from.row(), inside, row + before);
        std::fill(row + before + inside, row + to.row(), 0.0F);
    }
    if (top + rows < to.height) std::fill(padded + (top + rows) * to.row(), padded + to.size(), 0.0F);
}

} // namespace quanta::train
