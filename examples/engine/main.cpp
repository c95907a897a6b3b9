// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// quanta inside somebody's engine: its network keeps its tensors, memory and threads, and gets three layers in integers
// for two in floats. A project of its own, which finds the installed library.
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <random>
#include <vector>

#include "quantized_layers.hpp"

namespace {

std::vector<float> normal(std::size_t count, float deviation, unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<float> distribution(0.0F, deviation);
    std::vector<float> values(count);
    for (float& value : values) value = distribution(generator);
    return values;
}

// What the engine had: a convolution of 16 filters, 3 x 3, and ReLU, then 10 outputs for each image.
struct float_network {
    static constexpr std::size_t side = 12, filters = 16, outputs = 10, features = side * side * filters;
    static constexpr engine::image_size input{8, side, side, 3}, hidden_size{8, side, side, filters};

    std::vector<float> kernel = normal(filters * 3 * 3 * 3, 0.2F, 1), kernel_bias = normal(filters, 0.1F, 2);
    std::vector<float> matrix = normal(outputs * features, 0.02F, 3), matrix_bias = normal(outputs, 0.1F, 4);
    quanta::op::window moved = quanta::op::same_padding(quanta::op::window_of({3, 3}));

    [[nodiscard]] auto kernel_view() const { return quanta::view(kernel.data(), {filters, 3, 3, 3}); }
    [[nodiscard]] auto matrix_view() const { return quanta::view(matrix.data(), {outputs, features}); }
};

// The values between the layers, and the logits.
struct result {
    std::vector<float> hidden, logits;
};

result run_in_floats(const float_network& net, const std::vector<float>& pixels) {
    const quanta::op::float_conv2d convolution(net.kernel_view(), net.kernel_bias, quanta::op::activation::relu,
                                               net.moved);
    const quanta::op::float_linear linear(net.matrix_view(), net.matrix_bias, quanta::op::activation::none);
    result found{std::vector<float>(engine::values(net.hidden_size)), std::vector<float>(8 * net.outputs)};
    quanta::aligned_buffer first(convolution.workspace_bytes(net.input, 1)), second(linear.workspace_bytes(8, 1));
    convolution.run({pixels.data(), net.input}, quanta::tensor_view<float, 4>(found.hidden.data(), net.hidden_size),
                    {first.data(), first.size()});
    linear.run(quanta::view(std::as_const(found.hidden).data(), {8, net.features}),
               quanta::view(found.logits.data(), {8, net.outputs}), {second.data(), second.size()});
    return found;
}

engine::network in_integers(const float_network& net, const std::vector<float>& pixels, const result& seen) {
    quanta::histogram<2048> entering, between;
    entering.observe(quanta::view(pixels));
    between.observe(quanta::view(seen.hidden));
    const auto input = quanta::calibrate<engine::activations>(entering, quanta::full_range{});
    const auto hidden = quanta::calibrate<engine::activations>(between, quanta::minimum_squared_error{});

    const auto kernel = quanta::quantize_tensor<engine::weights>(net.kernel_view());
    const auto matrix = quanta::quantize_tensor<engine::weights>(net.matrix_view());
    std::vector<std::unique_ptr<engine::layer>> layers;
    layers.push_back(std::make_unique<engine::quantize_input>(input));
    layers.push_back(std::make_unique<engine::integer_convolution>(
        engine::convolution(kernel.view(), kernel.parameters(), net.kernel_bias, input[0], hidden[0],
                            quanta::op::activation::relu, net.moved)));
    layers.push_back(std::make_unique<engine::integer_logits>(engine::fully_connected(
        matrix.view(), matrix.parameters(), net.matrix_bias, hidden[0], {}, quanta::op::activation::none)));
    return engine::network(std::move(layers), net.input);
}

} // namespace

int main() {
    const float_network net;
    std::vector<float> pixels = normal(engine::values(net.input), 1.0F, 5);
    const result expected = run_in_floats(net, pixels);
    engine::network integers = in_integers(net, pixels, expected);
    const float* logits = integers.run(reinterpret_cast<std::byte*>(pixels.data())).as<float>();

    double signal = 0, noise = 0;
    for (std::size_t i = 0; i < expected.logits.size(); ++i) {
        const double error = double{logits[i]} - expected.logits[i];
        signal += double{expected.logits[i]} * expected.logits[i];
        noise += error * error;
    }
    const double decibels = 10 * std::log10(signal / noise);
    std::printf("logits in integers on %s: %.1f dB\n", quanta::isa::name(quanta::isa::select()).data(), decibels);
    return decibels > 30 ? 0 : 1;
}
