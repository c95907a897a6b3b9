// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include <fashion_mnist/dataset.hpp>
#include <quanta/core/thread_pool.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/quantized_model.hpp>
#include <quanta/graph/recipe_value.hpp>
#include <quanta/train/fit_options.hpp>

namespace demo {

struct training_options {
    std::size_t epochs = 7;
    std::size_t fine_tuning_epochs = 2;
    std::uint64_t seed = 1;
};

/// The training images in reals, and their classes. Part of them is held out to judge epochs by.
struct training_set {
    std::vector<float> pixels; ///< (count, 784)
    std::vector<std::uint32_t> labels;

    explicit training_set(const labelled_images& images);
    [[nodiscard]] std::size_t count() const { return labels.size(); }
    /// The first images, as calibration wants them.
    [[nodiscard]] quanta::tensor_view<const float, 2> first(std::size_t most) const;
};

/// How `train` learns, and `fine_tune` but for the plan and what calibration finds.
[[nodiscard]] quanta::train::fit_options training_choice(const training_options& options);
[[nodiscard]] quanta::train::fit_options fine_tuning_choice(const training_options& options, std::size_t images);

/// Told of images that were learned from, and of the loss.
using learning_progress = std::function<void(std::size_t images, double loss)>;

/// Trains the network of `make_network` in floats.
[[nodiscard]] quanta::graph::model train(const training_set& images, const training_options& options,
                                         quanta::thread_pool& workers, const learning_progress& shown);

/// What fine-tuning with fake quantization gives: the network in floats as it is now, and in integers.
struct fine_tuned_network {
    quanta::graph::model reals;
    quanta::graph::quantized_model integers;
};

/// Fine-tunes a trained network under the integers of a recipe; the network's input has 8 bits whatever the recipe says.
[[nodiscard]] fine_tuned_network fine_tune(const quanta::graph::model& trained,
                                           const quanta::graph::recipe_value& recipe, const training_set& images,
                                           const training_options& options, quanta::thread_pool& workers,
                                           const learning_progress& shown);

} // namespace demo
