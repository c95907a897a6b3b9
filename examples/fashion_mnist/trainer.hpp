// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include <fashion_mnist/dataset.hpp>
#include <fashion_mnist/perceptron.hpp>
#include <quanta/core/thread_pool.hpp>

namespace demo {

/// Stochastic gradient descent with Nesterov's momentum; the learning rate falls to 0 along a half cosine.
struct training_options {
    std::size_t epochs = 10;
    std::size_t batch = 128;
    float learning_rate = 0.1F;
    float momentum = 0.9F;
    float weight_decay = 1e-4F;
    std::uint64_t seed = 1;
};

/// Is told after each step how many images it took and what their mean loss was.
using step_listener = std::function<void(std::size_t images, float loss)>;

/// Trains on all of `images`, in an order drawn from the seed; what is left of an epoch behind the last whole batch is
/// passed over. One seed gives one network, bit for bit, whatever the number of workers. Error if no batch is whole.
[[nodiscard]] perceptron train(const labelled_images& images, const training_options& options,
                               quanta::thread_pool& workers, const step_listener& after_step);

} // namespace demo
