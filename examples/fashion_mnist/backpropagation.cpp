// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <fashion_mnist/backpropagation.hpp>

#include <algorithm>
#include <cmath>

#include <quanta/op/float_matmul.hpp>

namespace demo {
namespace {

/// values_ij = values_ij + bias_j, below zero cut off where `rectified`.
void add_bias(std::span<float> values, std::span<const float> bias, bool rectified) {
    for (std::size_t begin = 0; begin < values.size(); begin += bias.size())
        for (std::size_t j = 0; j < bias.size(); ++j) {
            const float sum = values[begin + j] + bias[j];
            values[begin + j] = rectified ? std::max(sum, 0.0F) : sum;
        }
}

/// slopes = (softmax(logits) - one_hot(label)) * share; returns -log(softmax(logits)[label]).
float cross_entropy(std::span<const float> logits, std::size_t label, float share, float* slopes) {
    const float largest = *std::max_element(logits.begin(), logits.end());
    float sum = 0;
    for (std::size_t j = 0; j < logits.size(); ++j) sum += slopes[j] = std::exp(logits[j] - largest);
    for (std::size_t j = 0; j < logits.size(); ++j) slopes[j] *= share / sum;
    slopes[label] -= share;
    return std::log(sum) - (logits[label] - largest);
}

/// sums_j = sum_i values_ij
void sum_rows(std::span<const float> values, std::span<float> sums) {
    std::fill(sums.begin(), sums.end(), 0.0F);
    for (std::size_t begin = 0; begin < values.size(); begin += sums.size())
        for (std::size_t j = 0; j < sums.size(); ++j) sums[j] += values[begin + j];
}

} // namespace

backpropagation::backpropagation(std::size_t batch, quanta::thread_pool& workers) : batch_(batch), workers_(workers) {
    for (std::size_t l = 0; l < layer_count; ++l) {
        outputs_[l].resize(batch * widths[l + 1]);
        slopes_[l].resize(batch * widths[l + 1]);
    }
}

auto backpropagation::values(std::size_t layer) const -> matrix {
    return {outputs_[layer].data(), {batch_, widths[layer + 1]}};
}

auto backpropagation::slopes(std::size_t layer) const -> matrix {
    return {slopes_[layer].data(), {batch_, widths[layer + 1]}};
}

void backpropagation::multiply(const matrix& lhs, const matrix& rhs, std::span<float> product) {
    const std::size_t needed = quanta::op::matmul_workspace_bytes(lhs, rhs, workers_.workers());
    if (memory_.size() < needed) memory_ = quanta::aligned_buffer(needed);
    const quanta::tensor_view<float, 2> output(product.data(), {lhs.extent(0), rhs.extent(1)});
    quanta::op::matmul(lhs, rhs, output, {memory_.data(), memory_.size()}, workers_);
}

void backpropagation::forward(const perceptron& model) {
    for (std::size_t l = 0; l < layer_count; ++l) {
        const dense& layer = model.layers[l];
        multiply(l == 0 ? pixels_ : values(l - 1), transposed(layer.weight_view()), outputs_[l]);
        add_bias(outputs_[l], layer.bias, l != last_layer);
    }
}

float backpropagation::run(const perceptron& model, std::span<const float> pixels,
                           std::span<const std::uint8_t> labels) {
    pixels_ = matrix(pixels.data(), {batch_, widths[0]});
    forward(model);

    float loss = 0;
    const float share = 1.0F / static_cast<float>(batch_);
    for (std::size_t i = 0; i < batch_; ++i)
        loss += cross_entropy(std::span(outputs_[last_layer]).subspan(i * classes, classes), labels[i], share,
                              slopes_[last_layer].data() + i * classes);

    for (std::size_t l = layer_count; l-- > 0;) {
        multiply(transposed(slopes(l)), l == 0 ? pixels_ : values(l - 1), gradients_.layers[l].weights);
        sum_rows(slopes_[l], gradients_.layers[l].bias);
        if (l == 0) break;
        multiply(slopes(l), model.layers[l].weight_view(), slopes_[l - 1]);
        for (std::size_t i = 0; i < slopes_[l - 1].size(); ++i)
            slopes_[l - 1][i] = outputs_[l - 1][i] > 0 ? slopes_[l - 1][i] : 0;
    }
    return loss * share;
}

} // namespace demo
