// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// A small residual network built in C++: tensors have names, shapes are inferred, batch normalization is folded, memory is
// planned once, and any part of it can be looked at while it runs.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include <quanta/graph/float_network.hpp>
#include <quanta/graph/fold_batch_norm.hpp>

namespace graph = quanta::graph;

graph::model residual_network() {
    const auto three = quanta::op::same_padding(quanta::op::window_of({3, 3}));
    graph::model net;
    const auto convolved = [&](graph::tensor_id x, std::size_t filters) {
        return net.batch_norm(net.conv2d(x, {.filters = filters, .window = three, .bias = false}));
    };
    auto x = net.input("image", {28, 28, 1});
    x = net.relu(convolved(x, 16), "stem");
    x = net.relu(net.add(convolved(net.relu(convolved(x, 16)), 16), x), "block");
    x = net.max_pool2d(x, {.kernel = {2, 2}, .stride = {2, 2}, .padding = {}, .dilation = {1, 1}}, "half");
    x = net.relu(net.batch_norm(net.depthwise_conv2d(x, three)), "depthwise");
    x = net.linear(net.global_average_pool(x), 10, "logits");
    net.output(net.softmax(x, "probabilities"));
    return net;
}

// Training or a file would set them.
void draw_weights(graph::model& net, std::mt19937& generator) {
    for (graph::node& node : net.nodes())
        if (auto* weights = graph::find_parameter(node.parameters, "weights")) {
            const auto inputs = static_cast<float>(weights->values.size() / weights->extents[0]);
            std::normal_distribution<float> normal(0.0F, std::sqrt(2.0F / inputs));
            for (float& value : weights->values) value = normal(generator);
        }
}

int main() {
    std::mt19937 generator(1);
    graph::model net = residual_network();
    draw_weights(net, generator);
    const graph::model folded = graph::fold_batch_norm(net);
    std::printf("%zu nodes, %zu once batch normalization is part of the convolutions:\n", net.nodes().size(),
                folded.nodes().size());
    for (const graph::node& node : folded.nodes())
        std::printf("  %-22s %-20s -> %s\n", node.name.c_str(), graph::label(node.what).data(),
                    graph::shape_text(folded[node.output].extents).c_str());

    // Weights are packed once, for the best instruction set of this processor. Runs use the caller's memory and threads.
    const std::size_t batch = 32;
    const graph::float_network network(folded);
    const graph::memory_report report = network.memory(batch, 1);
    std::printf("a batch of %zu: tensors take %zu KiB, %zu KiB without reuse; weights %zu KiB\n", batch,
                report.peak_bytes / 1024, report.unshared_bytes / 1024, report.weight_bytes / 1024);

    std::vector<float> images(batch * 28 * 28), probabilities(batch * 10);
    std::uniform_real_distribution<float> pixel(0.0F, 1.0F);
    for (float& value : images) value = pixel(generator);
    quanta::aligned_buffer memory(report.workspace_bytes);
    const auto input = quanta::view(std::as_const(images).data(), {batch, 28 * 28});
    network.run(input, quanta::view(probabilities.data(), {batch, 10}), {memory.data(), memory.size()});

    // Every tensor can be seen as soon as it is computed, the one before a fused relu too.
    quanta::inline_executor executor;
    quanta::aligned_buffer more(network.observe_workspace_bytes(batch, 1));
    float largest = 0;
    network.observe(std::span(&input, 1), {more.data(), more.size()}, executor,
                    [&](graph::tensor_id id, const quanta::tensor_view<const float, 2>& values) {
                        if (id != folded.find("block")) return;
                        for (std::size_t i = 0; i < values.size(); ++i) largest = std::max(largest, values.data()[i]);
                    });
    float sum = 0;
    for (const float probability : probabilities) sum += probability;
    std::printf("largest value of 'block' %.2f; probabilities of an image sum to %.4f\n", static_cast<double>(largest),
                static_cast<double>(sum) / batch);
    return std::abs(sum - batch) < 1e-3F && report.peak_bytes < report.unshared_bytes ? 0 : 1;
}
