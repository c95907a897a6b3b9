// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <fashion_mnist/dataset.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace demo {

/// Values that enter the first layer, then values that leave each layer.
inline constexpr std::array<std::size_t, 4> widths{pixels_per_image, 256, 128, classes};
inline constexpr std::size_t layer_count = widths.size() - 1;
inline constexpr std::size_t last_layer = layer_count - 1;
inline constexpr std::array<std::string_view, layer_count> layer_names{"hidden_1", "hidden_2", "logits"};

/// What each layer applies to its sums.
[[nodiscard]] constexpr quanta::op::activation activation_of(std::size_t layer) {
    return layer == last_layer ? quanta::op::activation::none : quanta::op::activation::relu;
}

/// A fully connected layer in reals: output = weights * input + bias.
struct dense {
    std::vector<float> weights; ///< (outputs, inputs)
    std::vector<float> bias;    ///< (outputs)

    [[nodiscard]] quanta::tensor_view<const float, 2> weight_view() const {
        return {weights.data(), {bias.size(), weights.size() / bias.size()}};
    }
};

/// A multilayer perceptron 784-256-128-10 with a ReLU behind every layer but the last.
struct perceptron {
    std::array<dense, layer_count> layers;

    [[nodiscard]] static perceptron zeros() {
        perceptron model;
        for (std::size_t l = 0; l < layer_count; ++l) {
            model.layers[l].weights.resize(widths[l] * widths[l + 1]);
            model.layers[l].bias.resize(widths[l + 1]);
        }
        return model;
    }

    /// He's initialisation: weights uniform in +-sqrt(6 / inputs), biases zero. One seed, one network, everywhere.
    [[nodiscard]] static perceptron random(std::uint64_t seed);
};

} // namespace demo
