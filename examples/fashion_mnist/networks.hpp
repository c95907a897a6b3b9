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

/// Everything that is learned: the network in floats, and what it became by fine-tuning.
struct networks {
    quanta::graph::model reals;
    fine_tuned_network w4a8, w4a4;
    double seconds_training = 0; ///< of those that were not in the cache
};

/// Loads the networks from `cache`, a folder, where they were trained with the same options on as many images before; else
/// trains them, which shows its progress, and saves them there. An empty path caches nothing.
[[nodiscard]] networks make_networks(const training_set& images, const training_options& options,
                                     const std::filesystem::path& cache, quanta::thread_pool& workers);

} // namespace demo
