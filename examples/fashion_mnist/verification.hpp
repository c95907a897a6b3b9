// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <fashion_mnist/candidates.hpp>
#include <fashion_mnist/dataset.hpp>
#include <fashion_mnist/progress.hpp>
#include <quanta/core/thread_pool.hpp>

namespace demo {

/// In how many values, of all tensors of the network and all images, `row` differs from the same network on paper: centred
/// integers in double and the profile's scalar functions, which share no code with the operators. Tells `shown` of each
/// image. Error for a network that is not in integers throughout.
[[nodiscard]] std::size_t count_differences(const candidate& row, const labelled_images& images,
                                            quanta::thread_pool& workers, progress& shown);

} // namespace demo
