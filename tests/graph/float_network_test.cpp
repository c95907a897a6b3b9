// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/thread_pool.hpp>
#include <quanta/graph/float_network.hpp>

#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/network_run.hpp>
#include <support/plain_forward.hpp>

using namespace quanta;
using graph::float_network;
using graph::model;
using graph::tensor_id;
using support::network_batch;

namespace {

const op::window three = op::same_padding(op::window_of({3, 3}));

/// A residual network with every kind of block: 12 x 12 x 2 to 10 classes.
model residual_network(std::mt19937& generator) {
    model net;
    auto x = net.input("image", {12, 12, 2});
    x = net.relu(net.batch_norm(net.conv2d(x, {.filters = 8, .window = three}, "stem")));
    const auto block = net.relu(net.conv2d(x, {.filters = 8, .window = three}));
    x = net.relu(net.add(net.conv2d(block, {.filters = 8, .window = three}), x, "sum"), "residual");
    x = net.relu(net.depthwise_conv2d(net.max_pool2d(x, {{2, 2}, {2, 2}, {0, 0, 0, 0}, {1, 1}}), three));
    x = net.concat({x, net.relu(net.conv2d(x, {.filters = 4, .window = op::window_of({1, 1})}))}, "joined");
    net.output(net.softmax(net.linear(net.global_average_pool(x), 10, "logits"), "probabilities"));
    support::randomize(net, generator);
    return net;
}

class workspace {
public:
    explicit workspace(std::size_t bytes) : memory_(bytes) {}
    operator std::span<std::byte>() { return {memory_.data(), memory_.size()}; }

private:
    aligned_buffer memory_;
};

/// Errors of sums in floats: chains of some hundred products of values around 1.
bool is_close(double got, double expected) { return std::abs(got - expected) <= 1e-4 * (1 + std::abs(expected)); }

} // namespace

void support::require_plain_forward(const model& network, std::size_t samples, std::mt19937& generator) {
    const float_network runnable(network);
    const network_batch batch(network, samples, generator);
    inline_executor executor;
    aligned_buffer memory(runnable.workspace_bytes(samples, 1));
    runnable.run(batch.inputs(), batch.outputs(), {memory.data(), memory.size()}, executor);

    std::vector<std::vector<std::vector<double>>> expected;
    for (std::size_t n = 0; n < samples; ++n) expected.push_back(plain_forward(network, batch.sample(n)));
    for (std::size_t o = 0; o < network.outputs().size(); ++o) {
        const std::size_t count = network_batch::elements(network, network.outputs()[o]);
        for (std::size_t i = 0; i < samples * count; ++i) {
            const double exact = expected[i / count][network.outputs()[o].index][i % count];
            CAPTURE(network[network.outputs()[o]].name, i, exact, batch.output(o)[i]);
            if (!is_close(batch.output(o)[i], exact)) FAIL("the output is not near the plain forward");
        }
    }

    std::vector<int> shown(network.tensors().size());
    aligned_buffer more(runnable.observe_workspace_bytes(samples, 1));
    runnable.observe(batch.inputs(), {more.data(), more.size()}, executor,
                     [&](tensor_id id, const graph::const_samples& values) {
                         ++shown[id.index];
                         REQUIRE(values.extents() ==
                                 graph::const_samples::extents_type{samples, network_batch::elements(network, id)});
                         for (std::size_t n = 0; n < samples; ++n)
                             for (std::size_t i = 0; i < values.extent(1); ++i) {
                                 CAPTURE(network[id].name, n, i, expected[n][id.index][i], values(n, i));
                                 if (!is_close(values(n, i), expected[n][id.index][i]))
                                     FAIL("the tensor is not near the plain forward");
                             }
                     });
    REQUIRE(shown == std::vector<int>(network.tensors().size(), 1));
}

TEST_CASE("a residual network is what its definition says", "[graph]") {
    const std::uint32_t seed = 1;
    CAPTURE(seed);
    std::mt19937 generator(seed);
    const model net = residual_network(generator);
    for (const std::size_t samples : {1U, 3U}) support::require_plain_forward(net, samples, generator);
}

TEST_CASE("a run allocates nothing and gives the same bits on any number of threads", "[graph]") {
    std::mt19937 generator(2);
    const model net = residual_network(generator);
    const float_network network(net);
    network_batch batch(net, 9, generator);
    workspace memory(network.workspace_bytes(9, 1));
    const std::size_t before = support::allocations();
    network.run(batch.inputs()[0], batch.outputs()[0], memory);
    REQUIRE(support::allocations() == before);

    const std::vector<float> expected = batch.output();
    for (const std::size_t workers : {2U, 3U}) {
        thread_pool pool(workers);
        workspace more(network.workspace_bytes(9, workers));
        std::fill_n(batch.outputs()[0].data(), expected.size(), -1.0F);
        network.run(batch.inputs()[0], batch.outputs()[0], more, pool);
        REQUIRE(batch.output() == expected);
    }
}

TEST_CASE("two threads run one network at once", "[graph]") {
    std::mt19937 generator(3);
    const model net = residual_network(generator);
    const float_network network(net);
    network_batch first(net, 4, generator), second(net, 6, generator);
    const auto run = [&](const network_batch& batch) {
        workspace memory(network.workspace_bytes(batch.inputs()[0].extent(0), 1));
        for (int round = 0; round < 10; ++round) network.run(batch.inputs()[0], batch.outputs()[0], memory);
    };
    run(first);
    run(second);
    const std::vector<float> expected = first.output(), others = second.output();
    std::thread other([&] { run(second); });
    run(first);
    other.join();
    CHECK(first.output() == expected);
    CHECK(second.output() == others);
}

TEST_CASE("what is observed has the bits of what runs", "[graph]") {
    std::mt19937 generator(4);
    model net = residual_network(generator);
    for (const auto* name : {"residual", "joined", "logits"}) net.output(net.find(name));
    const float_network network(net);
    network_batch batch(net, 3, generator);
    inline_executor executor;
    workspace memory(network.workspace_bytes(3, 1)), more(network.observe_workspace_bytes(3, 1));
    network.run(batch.inputs(), batch.outputs(), memory, executor);
    std::size_t compared = 0;
    std::vector<std::size_t> order;
    network.observe(batch.inputs(), more, executor, [&](tensor_id id, const graph::const_samples& values) {
        order.push_back(id.index);
        for (std::size_t o = 0; o < net.outputs().size(); ++o)
            if (net.outputs()[o] == id) {
                REQUIRE(std::equal(values.data(), values.data() + values.size(), batch.output(o).begin()));
                ++compared;
            }
    });
    CHECK(compared == 4);
    CHECK(std::is_sorted(order.begin(), order.end()));
    CHECK(order.size() == net.tensors().size());
}

TEST_CASE("memory is reused, and reported", "[graph]") {
    model net;
    auto x = net.input("x", {16, 16, 4});
    for (int layer = 0; layer < 6; ++layer) x = net.relu(net.conv2d(x, {.filters = 4, .window = three}));
    net.output(net.global_average_pool(x));
    const float_network network(net);
    const std::size_t tensor = 16 * 16 * 4 * sizeof(float);
    for (const std::size_t batch : {1U, 10U}) {
        const graph::memory_report report = network.memory(batch, 2);
        CHECK(report.peak_bytes == 2 * tensor * batch); // two of the six, relu fused
        CHECK(report.unshared_bytes == 6 * tensor * batch);
        CHECK(report.weight_bytes == 6 * (4 * 9 * 4 + 4) * sizeof(float));
        CHECK(report.workspace_bytes >= report.peak_bytes);
        CHECK(report.workspace_bytes == network.workspace_bytes(batch, 2));
    }
    CHECK(network.memory(0, 1).peak_bytes == 0);
    REQUIRE_ERROR(network.memory(std::size_t{1} << 60, 1), "float_network: 1024 * 1152921504606846976 is more than");
}

TEST_CASE("several inputs and outputs, and outputs that other nodes read", "[graph]") {
    std::mt19937 generator(6);
    model net;
    const auto a = net.input("a", {4, 4, 2}), b = net.input("b", {32});
    const auto flat = net.flatten(a, "flat"), sum = net.add(flat, b, "sum");
    const auto twice = net.flatten(net.flatten(net.add(sum, sum, "twice"), "renamed"), "again");
    for (const tensor_id each : {twice, a, sum, flat}) net.output(each);
    net.output(net.flatten(sum, "sum, flat"));
    net.output(net.relu(twice));
    net.relu(net.mul(b, b)); // read by nobody
    support::require_plain_forward(net, 4, generator);
}

TEST_CASE("samples may be apart", "[graph]") {
    std::mt19937 generator(7);
    const model net = residual_network(generator);
    const float_network network(net);
    network_batch batch(net, 5, generator);
    workspace memory(network.workspace_bytes(5, 1));
    network.run(batch.inputs()[0], batch.outputs()[0], memory);

    const std::size_t elements = 12 * 12 * 2, gap = 3;
    std::vector<float> in(5 * (elements + gap)), out(5 * (10 + gap), -7.0F);
    for (std::size_t n = 0; n < 5; ++n)
        std::copy_n(batch.inputs()[0].data() + n * elements, elements, in.data() + n * (elements + gap));
    network.run({in.data(), {5, elements}, {elements + gap, 1}}, {out.data(), {5, 10}, {10 + gap, 1}}, memory);
    for (std::size_t n = 0; n < 5; ++n)
        for (std::size_t i = 0; i < 10 + gap; ++i)
            REQUIRE(out[n * (10 + gap) + i] == (i < 10 ? batch.output()[n * 10 + i] : -7.0F));

    model images; // a convolution that writes the output itself
    images.output(images.relu(images.conv2d(images.input("x", {12, 12, 2}), {.filters = 1, .window = three})));
    support::randomize(images, generator);
    const float_network convolution(images);
    workspace own(convolution.workspace_bytes(5, 1));
    std::vector<float> whole(5 * 144), apart(5 * 150);
    convolution.run(batch.inputs()[0], view(whole.data(), {5, 144}), own);
    convolution.run(batch.inputs()[0], {apart.data(), {5, 144}, {150, 1}}, own);
    for (std::size_t n = 0; n < 5; ++n)
        REQUIRE(std::equal(whole.begin() + static_cast<std::ptrdiff_t>(n * 144),
                           whole.begin() + static_cast<std::ptrdiff_t>(n * 144 + 144),
                           apart.begin() + static_cast<std::ptrdiff_t>(n * 150)));
}

TEST_CASE("a network does not need its model, and can be moved", "[graph]") {
    std::mt19937 generator(8);
    std::vector<float_network> networks;
    {
        const model net = residual_network(generator);
        networks.emplace_back(net);
        networks.emplace_back(net);
    }
    CHECK(networks[1].inputs()[0].name == "image");
    CHECK(networks[1].outputs()[0].extents == graph::shape{10});
    std::vector<float> in(288, 0.5F), first(10), second(10);
    workspace memory(networks[0].workspace_bytes(1, 1));
    networks[0].run(view(std::as_const(in).data(), {1, 288}), view(first.data(), {1, 10}), memory);
    networks[1].run(view(std::as_const(in).data(), {1, 288}), view(second.data(), {1, 10}), memory);
    CHECK(first == second);
    networks[0].run({nullptr, {0, 288}}, {nullptr, {0, 10}}, memory); // an empty batch
}

TEST_CASE("NaN is not hidden by layers and activations", "[graph]") {
    model net;
    const auto image = net.input("image", {4, 4, 2});
    const auto conv = net.relu(net.conv2d(image, {.filters = 3, .window = op::same_padding(op::window_of({3, 3}))}));
    net.output(net.elementwise(net.linear(net.flatten(conv), 5), {.what = graph::function::relu6}));
    for (graph::node& each : net.nodes())
        for (graph::parameter& p : each.parameters) p.values.assign(p.values.size(), 0.5F);
    const float_network network(net);
    workspace memory(network.workspace_bytes(1, 1));
    std::vector<float> in(32, 1.0F), out(5);
    in[7] = std::numeric_limits<float>::quiet_NaN();
    network.run(view(std::as_const(in).data(), {1, 32}), view(out.data(), {1, 5}), memory);
    for (const float each : out) CHECK(std::isnan(each));
}

TEST_CASE("a network refuses operands that do not fit", "[graph]") {
    std::mt19937 generator(9);
    model net = residual_network(generator);
    const float_network network(net);
    workspace memory(network.workspace_bytes(2, 1));
    std::vector<float> in(2 * 288), out(20);
    const auto input = view(std::as_const(in).data(), {2, 288});
    const auto output = view(out.data(), {2, 10});
    REQUIRE_ERROR(network.run(view(std::as_const(in).data(), {2, 287}), output, memory),
                  "float_network: the input 'image' is (2, 287), expected is (2, 288)");
    REQUIRE_ERROR(network.run(input, view(out.data(), {1, 10}), memory),
                  "float_network: the output 'probabilities' is (1, 10), expected is (2, 10)");
    REQUIRE_ERROR(network.run(input, view(in.data(), {2, 10}), memory), "overlaps");
    REQUIRE_ERROR(network.run(input, output, std::span<std::byte>()),
                  "float_network: a workspace of 0 bytes, needed are");
    REQUIRE_ERROR(network.run(input, output, std::span<std::byte>(memory).subspan(4)), "float_network: a workspace of");
    inline_executor executor;
    REQUIRE_ERROR(network.run(std::span<const graph::const_samples>(), {}, memory, executor),
                  "float_network: 0 inputs, expected are 1");
    REQUIRE_ERROR(float_network(model()), "float_network: the model has no outputs");
    net.nodes()[0].parameters[0].values.pop_back();
    REQUIRE_ERROR(float_network(net), "conv2d 'stem': weights (8, 3, 3, 2) with 143 values, expected are 144");
}
