// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include <fashion_mnist/network_memory.hpp>
#include <fashion_mnist/perceptron.hpp>
#include <quanta/op/dynamic_linear.hpp>
#include <quanta/op/float_linear.hpp>
#include <quanta/storage/quantized_tensor.hpp>

namespace demo {

/// The perceptron out of layers that take and give reals: `op::float_linear`, or `op::dynamic_linear`, which computes
/// in integers within the layer.
template <class Layer>
class real_network {
public:
    using memory = network_memory<float>;

    explicit real_network(std::vector<Layer> layers) : layers_(std::move(layers)) {}

    /// pixels (M, 784) -> logits (M, 10).
    void run(const real_matrix& pixels, const real_output& logits, memory& own) const {
        const std::size_t images = pixels.extent(0);
        real_matrix input = pixels;
        for (std::size_t l = 0; l < layer_count; ++l) {
            const real_output output = l == last_layer ? logits : own.values(l + 1, images);
            layers_[l].run(input, output, own.workspace(layers_[l].workspace_bytes(images, 1)));
            input = output;
        }
    }

    /// What left a hidden layer in the last run on as many images, (images, outputs).
    [[nodiscard]] std::vector<float> hidden(std::size_t layer, std::size_t images, memory& own) const {
        const real_matrix values = own.values(layer + 1, images);
        return {values.data(), values.data() + values.size()};
    }

    [[nodiscard]] const std::vector<Layer>& layers() const { return layers_; }

private:
    std::vector<Layer> layers_;
};

using float_network = real_network<quanta::op::float_linear>;

template <class Activations, class Weights>
using dynamic_network = real_network<quanta::op::dynamic_linear<Activations, Weights>>;

[[nodiscard]] inline float_network in_floats(const perceptron& model) {
    std::vector<quanta::op::float_linear> layers;
    for (std::size_t l = 0; l < layer_count; ++l)
        layers.emplace_back(model.layers[l].weight_view(), model.layers[l].bias, activation_of(l));
    return float_network(std::move(layers));
}

/// Nothing is calibrated: each image's activations get a scale of their own in the call.
template <class Activations, class Weights>
[[nodiscard]] dynamic_network<Activations, Weights> in_dynamic_integers(const perceptron& model) {
    std::vector<quanta::op::dynamic_linear<Activations, Weights>> layers;
    for (std::size_t l = 0; l < layer_count; ++l) {
        const auto integers = quanta::quantize_tensor<Weights>(model.layers[l].weight_view());
        layers.emplace_back(integers.view(), integers.parameters(), model.layers[l].bias, activation_of(l));
    }
    return dynamic_network<Activations, Weights>(std::move(layers));
}

} // namespace demo
