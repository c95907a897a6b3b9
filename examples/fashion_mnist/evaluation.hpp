// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fashion_mnist/candidates.hpp>
#include <fashion_mnist/dataset.hpp>
#include <fashion_mnist/progress.hpp>

namespace demo {

/// How many of `images` have their largest logit where their label says. Tells `shown` of each image.
[[nodiscard]] std::size_t count_correct(const candidate& row, const labelled_images& images, progress& shown);

/// The layer whose values are furthest from those of the network in floats.
struct layer_error {
    std::string layer;
    double sqnr_db; ///< of `quanta::report::tensor_error`
};

/// The tensor of `row` that is furthest from that of `reference`, a network in floats, on the first images. Nothing where
/// none differs. `reference` computes what `row` was made from, so that both mean the same by a tensor's name.
[[nodiscard]] std::optional<layer_error> worst_layer(const candidate& row, const candidate& reference,
                                                     const labelled_images& images);

/// Medians, on the calling thread.
struct speed {
    double ms_per_image;      ///< one image a call
    double images_per_second; ///< 64 images a call
};

/// Times all candidates from pixels in reals to logits, in turns, so that whatever else the machine does meets all.
/// Tells `shown` of each of `rounds`. Error if there are fewer than 64 images.
[[nodiscard]] std::vector<speed> measure_speed(std::span<const candidate> rows, const labelled_images& images,
                                               std::size_t rounds, progress& shown);

} // namespace demo
