// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/op/window.hpp>
#include <quanta/train/images.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// action(pixel of the image) for each tap of output pixel (y, x) that is inside the image, row by row; returns how
/// many.
template <class Action>
std::size_t for_each_tap(const op::window& window, const image_extents& image, std::size_t y, std::size_t x,
                         const Action& action) {
    std::size_t count = 0;
    for (std::size_t ky = 0; ky < window.kernel.height; ++ky) {
        const std::size_t row = y * window.stride.height + ky * window.dilation.height - window.padding.top;
        if (row >= image.height) continue; // in the padding; rows above the image wrap around
        for (std::size_t kx = 0; kx < window.kernel.width; ++kx) {
            const std::size_t column = x * window.stride.width + kx * window.dilation.width - window.padding.left;
            if (column >= image.width) continue;
            action(row * image.width + column);
            ++count;
        }
    }
    return count;
}

} // namespace quanta::train
