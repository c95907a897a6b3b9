// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <fashion_mnist/training.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/recipe_value.hpp>
#include <quanta/train/fit_options.hpp>

namespace demo {

/// A checksum of everything but code that a trained network depends on: the network with all its attributes, the images,
/// how it learns. Networks of one key are the same.
[[nodiscard]] std::uint32_t training_key(const quanta::graph::model& untrained, const training_set& images,
                                         const quanta::train::fit_options& choice);

/// The same of a network that `fine_tune` makes of one with the key `trained`.
[[nodiscard]] std::uint32_t fine_tuning_key(std::uint32_t trained, const quanta::graph::recipe_value& recipe,
                                            const quanta::train::fit_options& choice);

} // namespace demo
