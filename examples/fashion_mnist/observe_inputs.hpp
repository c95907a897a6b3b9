// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include <fashion_mnist/dataset.hpp>
#include <fashion_mnist/real_network.hpp>

namespace demo {

/// What enters each layer of the network in floats, over the first `count` images.
template <class Observer>
[[nodiscard]] std::array<Observer, layer_count> observe_inputs(const float_network& network,
                                                               const labelled_images& images, std::size_t count) {
    constexpr std::size_t batch = 500;
    std::array<Observer, layer_count> seen;
    float_network::memory memory(batch);
    std::vector<float> logits(batch * classes);
    for (std::size_t first = 0; first < count; first += batch) {
        const std::size_t size = std::min(batch, count - first);
        const std::vector<float> reals = to_reals(images, first, size);
        const real_matrix pixels(reals.data(), {size, pixels_per_image});
        network.run(pixels, {logits.data(), {size, classes}}, memory);
        seen[0].observe(pixels);
        for (std::size_t l = 1; l < layer_count; ++l) seen[l].observe(memory.values(l, size));
    }
    return seen;
}

} // namespace demo
