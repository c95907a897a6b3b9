// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include <fashion_mnist/network_memory.hpp>
#include <fashion_mnist/perceptron.hpp>
#include <quanta/op/linear.hpp>
#include <quanta/params/calibrate.hpp>
#include <quanta/quantizer/dequantize.hpp>
#include <quanta/quantizer/quantize.hpp>
#include <quanta/quantizer/recipe.hpp>
#include <quanta/storage/quantized_tensor.hpp>

namespace demo {

/// The perceptron in integers from the quantized pixels to the logits, as a recipe says.
template <class Recipe>
class integer_network {
public:
    using activations = typename Recipe::activations;
    using weights = typename Recipe::weights;
    using profile = typename Recipe::profile;
    using memory = network_memory<typename activations::storage_type>;
    using statistics = std::array<typename Recipe::observer, layer_count>;

    /// `seen`: what enters each layer of the network in reals, on images of the training set.
    integer_network(const perceptron& model, const statistics& seen, const typename Recipe::calibrator& calibrator) {
        for (const auto& observer : seen)
            inputs_.push_back(quanta::calibrate<activations, profile>(observer, calibrator));
        for (std::size_t l = 0; l < layer_count; ++l) {
            const dense& layer = model.layers[l];
            const auto integers = quanta::quantize_tensor<weights, profile>(layer.weight_view());
            // The last layer gives reals: its output has no parameters.
            const quanta::affine_params output = l == last_layer ? quanta::affine_params{} : inputs_[l + 1][0];
            layers_.emplace_back(integers.view(), integers.parameters(), layer.bias, inputs_[l][0], output,
                                 activation_of(l));
        }
    }

    /// pixels (M, 784) in reals -> logits (M, 10) in reals.
    void run(const real_matrix& pixels, const real_output& logits, memory& own) const {
        const std::size_t images = pixels.extent(0);
        quanta::quantize(pixels, inputs_[0], own.values(0, images));
        for (std::size_t l = 0; l < last_layer; ++l) run_layer(l, own, own.values(l + 1, images));
        run_layer(last_layer, own, logits);
    }

    /// What left a hidden layer in the last run on as many images, in reals (images, outputs).
    [[nodiscard]] std::vector<float> hidden(std::size_t layer, std::size_t images, memory& own) const {
        std::vector<float> reals(images * widths[layer + 1]);
        quanta::dequantize(own.values(layer + 1, images), inputs_[layer + 1],
                           real_output(reals.data(), {images, widths[layer + 1]}));
        return reals;
    }

    /// Of integers, scales and biases.
    [[nodiscard]] std::size_t weight_bytes() const {
        std::size_t bytes = 0;
        for (const auto& layer : layers_) bytes += layer.weight_bytes();
        return bytes;
    }

    /// How the values that enter each layer are quantized.
    [[nodiscard]] const auto& inputs() const { return inputs_; }

private:
    template <class Output>
    void run_layer(std::size_t layer, memory& own, const Output& output) const {
        const auto input = own.values(layer, output.extent(0));
        layers_[layer].run(input, output, own.workspace(layers_[layer].workspace_bytes(input, 1)));
    }

    std::vector<quanta::quantization<activations, profile>> inputs_;
    std::vector<quanta::op::linear<activations, weights, profile>> layers_;
};

} // namespace demo
