// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <fashion_mnist/perceptron.hpp>
#include <quanta/params/quantization.hpp>

namespace demo {

/// The integer network as it is on paper: centred integers in double, a bias of 32 bits, and the profile's own scalar
/// formulas. Shares nothing with the kernels, the epilogues and the operators that it judges.
template <class Recipe>
class simulated_forward {
public:
    using activations = typename Recipe::activations;
    using weights = typename Recipe::weights;
    using profile = typename Recipe::profile;
    using quantizations = std::vector<quanta::quantization<activations, profile>>;

    /// One image: the integers that enter each layer, and the logits.
    struct result {
        std::array<std::vector<int>, layer_count> integers;
        std::vector<float> logits;
    };

    /// `inputs`: how the values that enter each layer are quantized.
    simulated_forward(const perceptron& model, const quantizations& inputs) {
        for (std::size_t l = 0; l < layer_count; ++l) {
            inputs_[l] = inputs[l][0];
            const double next = l == last_layer ? 1.0 : inputs[l + 1][0].scale;
            for (std::size_t j = 0; j < widths[l + 1]; ++j)
                neurons_[l].push_back(make_neuron(model.layers[l], j, widths[l], inputs_[l].scale, next));
        }
    }

    [[nodiscard]] result operator()(std::span<const float> pixels) const {
        result found;
        for (const float pixel : pixels)
            found.integers[0].push_back(profile::quantize(pixel, inputs_[0], lowest, highest));
        for (std::size_t l = 0; l < last_layer; ++l) {
            const int zero = inputs_[l + 1].zero_point;
            for (const neuron& cell : neurons_[l]) {
                const std::int32_t sum = accumulate(cell, found.integers[l], inputs_[l].zero_point);
                const int q = profile::requantize(sum, cell.multiplier, zero, lowest, highest);
                found.integers[l + 1].push_back(std::max(q, zero)); // ReLU: no real below zero
            }
        }
        for (const neuron& cell : neurons_[last_layer])
            found.logits.push_back(
                static_cast<float>(accumulate(cell, found.integers[last_layer], inputs_[last_layer].zero_point)) *
                cell.real_scale);
        return found;
    }

private:
    static constexpr int lowest = activations::format::lowest, highest = activations::format::highest;

    struct neuron {
        std::vector<double> weights; // centred
        std::int32_t bias;
        float multiplier, real_scale;
    };

    [[nodiscard]] static neuron make_neuron(const dense& layer, std::size_t output, std::size_t inputs,
                                            double input_scale, double output_scale) {
        const std::span row = std::span(layer.weights).subspan(output * inputs, inputs);
        double largest = 0;
        for (const float weight : row) largest = std::max(largest, std::fabs(double{weight}));
        const quanta::affine_params params = profile::parameters({-largest, largest}, weights::target);
        neuron cell;
        for (const float weight : row)
            cell.weights.push_back(
                profile::quantize(weight, params, weights::format::lowest, weights::format::highest) -
                params.zero_point);
        cell.bias = static_cast<std::int32_t>(profile::bias(layer.bias[output], input_scale, params.scale));
        cell.multiplier = profile::multiplier(input_scale, params.scale, output_scale);
        cell.real_scale = static_cast<float>(input_scale * params.scale);
        return cell;
    }

    /// Exact: no sum of these comes near 2^53.
    [[nodiscard]] static std::int32_t accumulate(const neuron& cell, const std::vector<int>& input, int zero_point) {
        double sum = cell.bias;
        const double* weight = cell.weights.data();
        for (const int q : input) sum += static_cast<double>(q - zero_point) * *weight++;
        return static_cast<std::int32_t>(sum);
    }

    std::array<quanta::affine_params, layer_count> inputs_;
    std::array<std::vector<neuron>, layer_count> neurons_;
};

} // namespace demo
