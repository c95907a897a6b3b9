// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <quanta/train/images.hpp>
#include <quanta/train/random.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// How images are changed each time they are seen.
struct augmentation {
    bool flips = false;         ///< left and right exchanged, every second time on average
    std::size_t most_shift = 0; ///< pixels down or up and across, each equally likely; zeros come in
};

/// Whether it does anything.
[[nodiscard]] inline bool changes(const augmentation& how) { return how.flips || how.most_shift != 0; }

/// Copies image (height, width, channels) to `to` as the augmentation changes it. What happens depends on the stream
/// and `index`, which is the same for no two pairs of sample and epoch.
inline void augment(const augmentation& how, const image_extents& extents, const float* image,
                    const random_stream& numbers, std::uint64_t index, float* to) {
    const bool flip = how.flips && numbers.below(3 * index, 2) == 1;
    const std::size_t choices = 2 * how.most_shift + 1;
    const auto down = static_cast<std::ptrdiff_t>(numbers.below(3 * index + 1, choices)) -
                      static_cast<std::ptrdiff_t>(how.most_shift);
    const auto across = static_cast<std::ptrdiff_t>(numbers.below(3 * index + 2, choices)) -
                        static_cast<std::ptrdiff_t>(how.most_shift);
    const auto height = static_cast<std::ptrdiff_t>(extents.height), width = static_cast<std::ptrdiff_t>(extents.width);
    for (std::ptrdiff_t y = 0; y < height; ++y)
        for (std::ptrdiff_t x = 0; x < width; ++x, to += extents.channels) {
            const std::ptrdiff_t row = y - down, column = flip ? width - 1 - (x - across) : x - across;
            const bool inside = row >= 0 && row < height && column >= 0 && column < width;
            if (inside)
                std::copy_n(image + static_cast<std::size_t>(row * width + column) * extents.channels, extents.channels,
                            to);
            else
                std::fill_n(to, extents.channels, 0.0F);
        }
}

} // namespace quanta::train
