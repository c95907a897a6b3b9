// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// A convolution in integers: images whose channels are planes (NCHW, as PyTorch keeps them) go in and come out without being
// rearranged, on as many threads as the machine has.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <random>
#include <utility>
#include <vector>

#include <quanta/quanta.hpp>

using uint8_activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
using int8_weights = quanta::scheme<quanta::int8_narrow, quanta::symmetric, quanta::per_channel<0>>;

// Memory (N, C, H, W), seen as (N, H, W, C).
template <class T>
quanta::tensor_view<T, 4> planes(T* data, const std::array<std::size_t, 4>& nhwc) {
    const auto height = static_cast<std::ptrdiff_t>(nhwc[1]), width = static_cast<std::ptrdiff_t>(nhwc[2]);
    const auto channels = static_cast<std::ptrdiff_t>(nhwc[3]), plane = height * width;
    return {data, nhwc, {channels * plane, width, 1, plane}};
}

std::vector<float> normal(std::size_t count, float deviation, unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<float> distribution(0.0F, deviation);
    std::vector<float> values(count);
    for (float& value : values) value = distribution(generator);
    return values;
}

int main() {
    const std::size_t filters = 32, channels = 16;
    const std::array<std::size_t, 4> images{4, 30, 30, channels};
    const auto x = normal(4 * 30 * 30 * channels, 1.0F, 1), w = normal(filters * 3 * 3 * channels, 0.1F, 2),
               bias = normal(filters, 0.1F, 3);
    const auto kernels = quanta::view(w.data(), {filters, 3, 3, channels});

    // Every second pixel, and one pixel of padding all around.
    auto moved = quanta::op::same_padding(quanta::op::window_of({3, 3}));
    moved.stride = {2, 2};

    // In floats: what the integers are compared with, and what calibration looks at.
    const quanta::op::float_conv2d exact(kernels, bias, quanta::op::activation::relu6, moved);
    const auto extents = exact.output_extents(images);
    std::vector<float> expected(extents[0] * extents[1] * extents[2] * extents[3]), y(expected.size());
    quanta::aligned_buffer memory(exact.workspace_bytes(planes(x.data(), images), 1));
    exact.run(planes(x.data(), images), planes(expected.data(), extents), {memory.data(), memory.size()});

    const auto input = quanta::calibrate<uint8_activations>(quanta::view(x));
    const auto output = quanta::calibrate<uint8_activations>(quanta::view(std::as_const(expected)));
    const auto integers = quanta::quantize_tensor<int8_weights>(kernels);
    const quanta::op::conv2d<uint8_activations, int8_weights> layer(
        integers.view(), integers.parameters(), bias, input[0], output[0], quanta::op::activation::relu6, moved);

    std::vector<std::uint8_t> qx(x.size()), qy(y.size());
    quanta::quantize(x, input, qx);
    quanta::thread_pool threads;
    const auto in = planes(std::as_const(qx).data(), images);
    quanta::aligned_buffer own(layer.workspace_bytes(in, threads.workers()));
    layer.run(in, planes(qy.data(), extents), {own.data(), own.size()}, threads);
    quanta::dequantize(qy, output, y);

    double signal = 0, noise = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        signal += double{expected[i]} * expected[i];
        noise += (double{y[i]} - expected[i]) * (double{y[i]} - expected[i]);
    }
    const double decibels = 10 * std::log10(signal / noise);
    std::printf("(%zu, %zu, %zu, %zu) on %s: %.1f dB\n", extents[0], extents[1], extents[2], extents[3],
                quanta::isa::name(layer.instruction_set()).data(), decibels);
    return decibels > 30 ? 0 : 1;
}
