// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// Quantization-aware training: a network learns in floats, then goes on with 4-bit weights and 4-bit activations faked,
// and becomes the integer network that was faked. Both trainings are the same call.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

#include <quanta/graph.hpp>
#include <quanta/train.hpp>

namespace {

using activations = quanta::scheme<quanta::uint4, quanta::asymmetric, quanta::per_tensor>;
using weights = quanta::scheme<quanta::int4_narrow, quanta::symmetric, quanta::per_channel<0>>;

constexpr std::size_t side = 8, pixels = side * side, classes = 3, count = 240;

/// Noisy images with stripes across, stripes down, or squares.
struct drawings {
    std::vector<float> images;
    std::vector<std::uint32_t> labels;

    explicit drawings(std::uint64_t seed) {
        const quanta::train::random_stream numbers(seed, 0);
        for (std::size_t i = 0; i < count; ++i) {
            labels.push_back(static_cast<std::uint32_t>(numbers.below(i, classes)));
            const std::size_t phase = numbers.below(count + i, 4);
            for (std::size_t p = 0; p < pixels; ++p) {
                const bool row = (p / side + phase) / 2 % 2 == 0, column = (p % side + phase) / 2 % 2 == 0;
                const bool lit = labels[i] == 0 ? row : labels[i] == 1 ? column : row == column;
                images.push_back((lit ? 0.75F : 0.25F) + 0.2F * static_cast<float>(numbers.normal(i * pixels + p)));
            }
        }
    }
    [[nodiscard]] quanta::train::samples view() const {
        return {quanta::tensor_view<const float, 2>(images.data(), {count, pixels}), labels};
    }
};

quanta::graph::model make_network() {
    quanta::graph::model net;
    const auto window = quanta::op::same_padding(quanta::op::window_of({3, 3}));
    auto x = net.input("image", {side, side, 1});
    x = net.relu(net.batch_norm(net.conv2d(x, {.filters = 8, .window = window, .bias = false}, "stem")));
    const auto y = net.batch_norm(net.conv2d(x, {.filters = 8, .window = window, .bias = false}, "inner"));
    x = net.relu(net.add(x, y, "sum"));
    x = net.relu(net.batch_norm(net.depthwise_conv2d(x, window, "depthwise", false)));
    net.output(net.linear(net.global_average_pool(x), classes, "logits"));
    return net;
}

/// Share of the drawings whose largest logit is the right one.
template <class Network>
double accuracy(const Network& network, const drawings& test) {
    std::vector<float> logits(count * classes);
    quanta::aligned_buffer memory(network.workspace_bytes(count, 1));
    network.run(test.view().inputs, quanta::tensor_view<float, 2>(logits.data(), {count, classes}),
                {memory.data(), memory.size()});
    std::size_t correct = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const float* row = logits.data() + i * classes;
        correct += static_cast<std::uint32_t>(std::max_element(row, row + classes) - row) == test.labels[i];
    }
    return static_cast<double>(correct) / count;
}

} // namespace

int main() {
    const drawings training(1), test(2);
    quanta::graph::model net = make_network();
    quanta::train::initialize(net, 1);

    quanta::train::fit_options options;
    options.epochs = 6;
    options.batch = 16;
    options.learning_rate = {.peak = 0.05, .schedule = quanta::train::cosine_schedule{}, .warm_up = 0.5};
    options.optimizer = quanta::train::sgd{.momentum = 0.9F, .weight_decay = 1e-4F};
    quanta::train::fit(net, training.view(), options);
    const double in_floats = accuracy(quanta::graph::float_network(net), test);

    // The plan says which tensors and weights become integers, of the network as it will be: batch_norm folded.
    const auto plan =
        quanta::graph::make_plan(quanta::graph::fold_batch_norm(net), quanta::graph::scheme_value_of<activations>,
                                 quanta::graph::scheme_value_of<weights>);
    options.epochs = 4;
    options.learning_rate.peak = 0.01;
    options.fake_quantization = quanta::train::fake_quantization{.plan = plan};
    options.fake_quantization->quantize_from = 15;          // the first epoch observes ranges
    options.fake_quantization->freeze_batch_norm_from = 30; // the last two train what will run
    const auto learned = quanta::train::fit(net, training.view(), options);

    const auto integers = quanta::graph::convert(quanta::graph::fold_batch_norm(net), plan, learned.tensors,
                                                 learned.weights, quanta::op::guard_policy::repair);
    const double in_integers = accuracy(quanta::graph::integer_network(integers), test);

    std::printf("%.1f %% of %zu drawings in floats, %.1f %% with 4-bit weights and activations\n", 100 * in_floats,
                count, 100 * in_integers);
    return in_floats > 0.9 && in_integers > in_floats - 0.05 ? 0 : 1;
}
