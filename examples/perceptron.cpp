// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// The whole way in a page: a perceptron is trained in floats on images that the program draws, its layers are observed on
// training images, quantized by a recipe, and judged on images that nobody has seen.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <random>
#include <vector>

#include <quanta/graph/float_network.hpp>
#include <quanta/graph/integer_network.hpp>
#include <quanta/graph/quantize.hpp>
#include <quanta/train/fit.hpp>
#include <quanta/train/initialize.hpp>

using uint8_activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
using int8_weights = quanta::scheme<quanta::int8_narrow, quanta::symmetric, quanta::per_channel<0>>;
using recipe = quanta::recipe<uint8_activations, int8_weights, quanta::histogram<2048>, quanta::minimum_squared_error>;

constexpr std::size_t side = 12, image_pixels = side * side, classes = 3;

struct drawings {
    std::vector<float> images; // (count, image_pixels)
    std::vector<std::uint32_t> labels;

    [[nodiscard]] quanta::tensor_view<const float, 2> view() const {
        return {images.data(), {labels.size(), image_pixels}};
    }
};

// Bars across, bars down, and checkers, each somewhere, under noise.
drawings draw(std::size_t count, unsigned seed) {
    std::mt19937 generator(seed);
    std::uniform_int_distribution<std::size_t> place(0, 2);
    std::normal_distribution<float> noise(0.0F, 0.3F);
    drawings made{std::vector<float>(count * image_pixels), std::vector<std::uint32_t>(count)};
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t kind = i % classes, down = place(generator), across = place(generator);
        made.labels[i] = static_cast<std::uint32_t>(kind);
        for (std::size_t y = 0; y < side; ++y)
            for (std::size_t x = 0; x < side; ++x) {
                const bool row = (y + down) / 3 % 2 == 0, column = (x + across) / 3 % 2 == 0;
                const std::array<bool, classes> inked{row, column, row != column};
                made.images[i * image_pixels + y * side + x] = (inked[kind] ? 1.0F : 0.0F) + noise(generator);
            }
    }
    return made;
}

std::size_t correct(const auto& network, const drawings& test) {
    std::vector<float> logits(test.labels.size() * classes);
    quanta::aligned_buffer memory(network.workspace_bytes(test.labels.size(), 1));
    network.run(test.view(), quanta::view(logits.data(), {test.labels.size(), classes}),
                {memory.data(), memory.size()});
    std::size_t right = 0;
    for (std::size_t i = 0; i < test.labels.size(); ++i) {
        const float* own = logits.data() + i * classes;
        right += static_cast<std::size_t>(std::max_element(own, own + classes) - own) == test.labels[i];
    }
    return right;
}

int main() {
    const drawings training = draw(1500, 1), test = draw(300, 2);

    quanta::graph::model net;
    auto x = net.input("image", {image_pixels});
    for (const std::size_t width : {64U, 32U}) x = net.relu(net.linear(x, width));
    net.output(net.linear(x, classes, "logits"));

    quanta::train::initialize(net, 1);
    quanta::train::fit_options options;
    options.epochs = 3;
    options.learning_rate.peak = 0.05;
    quanta::train::fit(net, {.inputs = training.view(), .labels = training.labels}, options);

    const quanta::graph::float_network reals(net);
    const quanta::graph::integer_network integers(quanta::graph::quantize<recipe>(net, training.view()));
    const std::size_t in_floats = correct(reals, test), in_integers = correct(integers, test);
    std::printf("%zu and %zu of %zu right, in floats (%zu bytes) and in integers (%zu bytes)\n", in_floats, in_integers,
                test.labels.size(), reals.memory(1, 1).weight_bytes, integers.weight_bytes());
    return in_floats > 280 && in_integers + 6 > in_floats ? 0 : 1;
}
