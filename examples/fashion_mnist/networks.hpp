// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <fashion_mnist/training.hpp>

namespace demo {

/// The network in floats.
struct trained_network {
    quanta::graph::model reals;
    bool was_cached = false;
    double seconds_training = 0; ///< 0 if it was in the cache
};

/// Loads the network from `cache`, a folder, where one of the same `training_key` was trained before; else, or where its
/// file is damaged, trains it, which shows its progress, and saves it there. An empty path caches nothing.
[[nodiscard]] trained_network make_float_network(const training_set& images, const training_options& options,
                                                 const std::filesystem::path& cache, quanta::thread_pool& workers);

/// Everything that is learned: the network in floats, and what it became by fine-tuning.
struct networks {
    quanta::graph::model reals;
    fine_tuned_network w4a8, w4a4;
    double seconds_training = 0; ///< of those that were not in the cache
};

/// The same with what becomes of it by fine-tuning.
[[nodiscard]] networks make_networks(const training_set& images, const training_options& options,
                                     const std::filesystem::path& cache, quanta::thread_pool& workers);

} // namespace demo
