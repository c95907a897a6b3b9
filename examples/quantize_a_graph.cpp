// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// Post-training quantization: a small convolutional network in floats becomes one in integers.

#include <cmath>
#include <cstdio>
#include <random>
#include <vector>

#include <quanta/graph/float_network.hpp>
#include <quanta/graph/integer_network.hpp>
#include <quanta/graph/quantize.hpp>
#include <quanta/quanta.hpp>

namespace graph = quanta::graph;

namespace {

std::mt19937 bits(1);

std::vector<float> random_floats(std::size_t count, float scale) {
    std::normal_distribution<float> normal(0, scale);
    std::vector<float> values(count);
    for (float& value : values) value = normal(bits);
    return values;
}

/// A residual block between a stem and a classifier. A trained network would have learned its weights.
graph::model make_network() {
    const auto same = quanta::op::same_padding(quanta::op::window_of({3, 3}));
    graph::model net;
    const auto image = net.input("image", {16, 16, 3});
    const auto stem =
        net.relu(net.batch_norm(net.conv2d(image, {.filters = 16, .window = same, .bias = false}, "stem")));
    const auto branch = net.relu(net.conv2d(stem, {.filters = 16, .window = same}, "branch"));
    const auto block = net.relu(net.add(stem, net.depthwise_conv2d(branch, same)), "block");
    net.output(net.linear(net.global_average_pool(block), 10, "classes"));
    for (graph::node& node : net.nodes())
        for (graph::parameter& learned : node.parameters)
            if (learned.name == "weights")
                learned.values = random_floats(
                    learned.values.size(), 1.5F / std::sqrt(float(learned.values.size()) / float(learned.extents[0])));
    return net;
}

double decibels(const std::vector<float>& exact, const std::vector<float>& approximate) {
    double signal = 0, noise = 0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        signal += std::pow(double{exact[i]}, 2);
        noise += std::pow(double{exact[i]} - double{approximate[i]}, 2);
    }
    return 10 * std::log10(signal / noise);
}

} // namespace

int main() {
    constexpr std::size_t samples = 256, pixels = 16 * 16 * 3, classes = 10;
    const graph::model net = make_network();
    const std::vector<float> images = random_floats(samples * pixels, 1);
    const graph::const_samples input(images.data(), {samples, pixels});

    // What is to be quantized, and how: one type. The network, the images, and it give the integer model; one node asks
    // for something else, and the callback could cancel.
    using activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
    using weights = quanta::scheme<quanta::int8_narrow, quanta::symmetric, quanta::per_channel<0>>;
    using recipe = quanta::recipe<activations, weights, quanta::histogram<2048>, quanta::minimum_squared_error>;
    const auto int4 = graph::scheme_value_of<quanta::scheme<quanta::int4, quanta::symmetric, quanta::per_channel<0>>>;
    quanta::thread_pool pool(2);
    const auto made = graph::quantize<recipe>(
        net, input, {.exceptions = {.nodes = {{"branch", int4}}}}, pool, [](const graph::progress& now) {
            std::printf("%.*s %zu of %zu\n", int(now.stage.size()), now.stage.data(), now.done, now.total);
            return true;
        });
    if (!made) return 1; // the callback cancelled

    // Both networks are packed once; a run allocates nothing, so its memory is the caller's.
    const graph::float_network real(net);
    const graph::integer_network integer(*made);
    std::vector<float> exact(samples * classes), approximate(samples * classes);
    quanta::aligned_buffer memory(
        std::max(real.workspace_bytes(samples, pool.workers()), integer.workspace_bytes(samples, pool.workers())));
    const std::span<std::byte> workspace(memory.data(), memory.size());
    real.run(input, quanta::view(exact.data(), {samples, classes}), workspace, pool);
    integer.run(input, quanta::view(approximate.data(), {samples, classes}), workspace, pool);

    const double quality = decibels(exact, approximate);
    std::printf("%.1f dB; weights %zu of %zu bytes; tensors of one image %zu of %zu bytes\n", quality,
                integer.weight_bytes(), real.memory(1, 1).weight_bytes, integer.memory(1, 1).peak_bytes,
                real.memory(1, 1).peak_bytes);
    return quality > 15 ? 0 : 1;
}
