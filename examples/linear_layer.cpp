// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// A fully connected layer inside somebody's engine: calibrated, packed once, run in integers on the engine's own threads
// and memory, and compared with the same layer in floats.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include <quanta/quanta.hpp>

using uint8_activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
using int8_weights = quanta::scheme<quanta::int8_narrow, quanta::symmetric, quanta::per_channel<0>>;

// The engine's threads. This is all that an executor has to have; exceptions of tasks are the engine's to carry over,
// and operators whose operands were checked throw none.
struct engine_threads {
    [[nodiscard]] static std::size_t workers() { return 2; }

    template <class Task>
    static void run(std::size_t count, const Task& task) {
        std::thread other([&] {
            for (std::size_t index = 1; index < count; index += 2) task(index, 1);
        });
        for (std::size_t index = 0; index < count; index += 2) task(index, 0);
        other.join();
    }
};

std::vector<float> normal(std::size_t count, float deviation, unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<float> distribution(0.0F, deviation);
    std::vector<float> values(count);
    for (float& value : values) value = distribution(generator);
    return values;
}

int main() {
    const std::size_t rows = 64, inputs = 256, outputs = 128;
    const auto x = normal(rows * inputs, 1.0F, 1), w = normal(outputs * inputs, 0.06F, 2),
               bias = normal(outputs, 0.1F, 3);
    const auto images = quanta::view(x.data(), {rows, inputs});

    // In floats: the reference, and what calibration looks at.
    const quanta::op::float_linear exact(quanta::view(w.data(), {outputs, inputs}), bias, quanta::op::activation::relu);
    std::vector<float> expected(rows * outputs);
    quanta::aligned_buffer memory(exact.workspace_bytes(rows, 1));
    exact.run(images, quanta::view(expected.data(), {rows, outputs}), {memory.data(), memory.size()});

    // What enters and what leaves the layer is observed; calibrators make ranges of the statistics.
    quanta::histogram<2048> entering, leaving;
    entering.observe(images);
    leaving.observe(quanta::view(expected));
    const auto input = quanta::calibrate<uint8_activations>(entering, quanta::percentile{});
    const auto output = quanta::calibrate<uint8_activations>(leaving, quanta::entropy{});

    // Weights are quantized and packed once, for the best instruction set of this processor.
    const auto integers = quanta::quantize_tensor<int8_weights>(quanta::view(w.data(), {outputs, inputs}));
    const quanta::op::linear<uint8_activations, int8_weights> layer(integers.view(), integers.parameters(), bias,
                                                                    input[0], output[0], quanta::op::activation::relu);

    // Each call runs on the engine's memory and threads, and allocates nothing.
    std::vector<std::uint8_t> qx(rows * inputs), qy(rows * outputs);
    quanta::quantize(x, input, qx);
    const auto in = quanta::view(std::as_const(qx).data(), {rows, inputs});
    engine_threads threads;
    quanta::aligned_buffer own(layer.workspace_bytes(in, threads.workers()));
    layer.run(in, quanta::view(qy.data(), {rows, outputs}), {own.data(), own.size()}, threads);

    std::vector<float> y(rows * outputs);
    quanta::dequantize(qy, output, y);
    double signal = 0, noise = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        signal += double{expected[i]} * expected[i];
        noise += (double{y[i]} - expected[i]) * (double{y[i]} - expected[i]);
    }
    const double decibels = 10 * std::log10(signal / noise);
    std::printf("%zu x %zu x %zu on %s: %zu bytes of weights instead of %zu, %.1f dB\n", rows, outputs, inputs,
                quanta::isa::name(layer.instruction_set()).data(), layer.weight_bytes(), 4 * w.size(), decibels);
    return decibels > 30 ? 0 : 1;
}
