// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/trainer.hpp>

#include <cmath>
#include <numbers>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

#include <fashion_mnist/backpropagation.hpp>
#include <quanta/core/contracts.hpp>

namespace demo {
namespace {

// The standard's distributions and its shuffle differ between libraries; these do not.

/// Uniform in [0, 1).
float uniform(std::mt19937_64& bits) { return static_cast<float>(bits() >> 40) * 0x1p-24F; }

void shuffle(std::vector<std::size_t>& order, std::mt19937_64& bits) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[bits() % i]);
}

/// v = momentum * v + g + decay * w;  w = w - rate * (g + decay * w + momentum * v)
void descend(std::span<float> values, std::span<const float> gradients, std::span<float> velocities,
             const training_options& options, float rate, float decay) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float slope = gradients[i] + decay * values[i];
        velocities[i] = options.momentum * velocities[i] + slope;
        values[i] -= rate * (slope + options.momentum * velocities[i]);
    }
}

void gather(const labelled_images& images, std::span<const std::size_t> chosen, std::span<float> pixels,
            std::span<std::uint8_t> labels) {
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        to_reals(images, chosen[i], pixels.subspan(i * pixels_per_image, pixels_per_image));
        labels[i] = images.labels[chosen[i]];
    }
}

} // namespace

perceptron perceptron::random(std::uint64_t seed) {
    std::mt19937_64 bits(seed);
    perceptron model = zeros();
    for (std::size_t l = 0; l < layer_count; ++l) {
        const float reach = std::sqrt(6.0F / static_cast<float>(widths[l]));
        for (float& weight : model.layers[l].weights) weight = (2 * uniform(bits) - 1) * reach;
    }
    return model;
}

perceptron train(const labelled_images& images, const training_options& options, quanta::thread_pool& workers,
                 const step_listener& after_step) {
    const std::size_t batches = images.count() / options.batch, steps = options.epochs * batches;
    quanta::check(batches > 0, "training: ", images.count(), " images do not fill a batch of ", options.batch);

    perceptron model = perceptron::random(options.seed), velocity = perceptron::zeros();
    backpropagation slopes(options.batch, workers);
    std::mt19937_64 bits(options.seed + 1);
    std::vector<std::size_t> order(images.count());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<float> pixels(options.batch * pixels_per_image);
    std::vector<std::uint8_t> labels(options.batch);

    for (std::size_t step = 0; step < steps; ++step) {
        if (step % batches == 0) shuffle(order, bits);
        gather(images, std::span(order).subspan(step % batches * options.batch, options.batch), pixels, labels);
        const float loss = slopes.run(model, pixels, labels);

        const double done = static_cast<double>(step) / static_cast<double>(steps);
        const float rate = options.learning_rate * static_cast<float>(0.5 * (1 + std::cos(std::numbers::pi * done)));
        for (std::size_t l = 0; l < layer_count; ++l) {
            dense &layer = model.layers[l], &speed = velocity.layers[l];
            const dense& slope = slopes.gradients().layers[l];
            descend(layer.weights, slope.weights, speed.weights, options, rate, options.weight_decay);
            descend(layer.bias, slope.bias, speed.bias, options, rate, 0);
        }
        after_step(options.batch, loss);
    }
    return model;
}

} // namespace demo
