// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>

#include <fashion_mnist/dataset.hpp>

namespace demo {

/// Images that are no photographs but can be told apart: each class is bright in rows of its own, with noise all over.
[[nodiscard]] inline labelled_images generated_images(std::size_t count, std::uint64_t seed) {
    std::mt19937_64 bits(seed);
    labelled_images images;
    for (std::size_t i = 0; i < count; ++i) {
        const auto label = static_cast<std::uint8_t>(bits() % classes);
        images.labels.push_back(label);
        for (std::size_t pixel = 0; pixel < pixels_per_image; ++pixel) {
            const std::size_t row = pixel / image_side;
            const std::uint64_t bright = row / 2 == label ? 155 : 0;
            images.pixels.push_back(static_cast<std::uint8_t>(bright + bits() % 101));
        }
    }
    return images;
}

} // namespace demo
