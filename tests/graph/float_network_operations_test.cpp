// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/model.hpp>

#include <support/network_run.hpp>
#include <support/plain_forward.hpp>

using namespace quanta;
using graph::function;
using graph::interpolation;
using graph::model;
using graph::tensor_id;

namespace {

/// A network of one input (7, 9, 4) whose nodes `build(net, x)` appends is near the plain forward.
template <class Build>
void require_near(const Build& build) {
    const std::uint32_t seed = 42;
    CAPTURE(seed);
    std::mt19937 generator(seed);
    model net;
    const tensor_id x = net.input("x", {7, 9, 4});
    net.output(build(net, x));
    support::randomize(net, generator);
    support::require_plain_forward(net, 3, generator);
}

op::window odd_window(std::size_t height, std::size_t width) { return {{height, width}, {2, 1}, {1, 0, 2, 1}, {1, 2}}; }

} // namespace

TEST_CASE("a float network's convolutions", "[graph]") {
    require_near([](model& net, tensor_id x) { return net.conv2d(x, {.filters = 5, .window = odd_window(3, 2)}); });
    require_near([](model& net, tensor_id x) {
        return net.conv2d(x, {.filters = 6, .window = odd_window(2, 3), .groups = 2, .bias = false});
    });
    require_near([](model& net, tensor_id x) { return net.depthwise_conv2d(x, odd_window(3, 3)); });
    require_near([](model& net, tensor_id x) { // two filters for each channel
        return net.conv2d(x, {.filters = 8, .window = odd_window(3, 3), .groups = 4});
    });
    require_near([](model& net, tensor_id x) {
        return net.conv2d(x, {.filters = 9, .window = op::window_of({1, 1})});
    });
    require_near([](model& net, tensor_id x) {
        return net.conv2d_transpose(x, 3, {{3, 2}, {2, 3}, {1, 0, 0, 1}, {2, 1}}, {1, 2});
    });
}

TEST_CASE("a float network's pooling and resizing", "[graph]") {
    require_near([](model& net, tensor_id x) { return net.max_pool2d(x, odd_window(3, 2)); });
    require_near([](model& net, tensor_id x) { return net.average_pool2d(x, odd_window(3, 2)); });
    require_near([](model& net, tensor_id x) { return net.average_pool2d(x, odd_window(3, 2), {}, true); });
    require_near([](model& net, tensor_id x) { return net.global_average_pool(x); });
    require_near([](model& net, tensor_id x) { return net.resize(x, {10, 4}, interpolation::nearest); });
    require_near([](model& net, tensor_id x) { return net.resize(x, {10, 4}, interpolation::bilinear); });
}

TEST_CASE("a float network's layers of vectors", "[graph]") {
    require_near([](model& net, tensor_id x) { return net.linear(net.flatten(x), 10); });
    require_near([](model& net, tensor_id x) { return net.linear(net.flatten(x), 10, {}, false); });
    require_near([](model& net, tensor_id x) { return net.softmax(net.linear(net.global_average_pool(x), 10)); });
    require_near([](model& net, tensor_id x) { return net.batch_norm(net.linear(net.flatten(x), 5)); });
}

TEST_CASE("a float network's additions, products and concatenations", "[graph]") {
    require_near([](model& net, tensor_id x) { return net.add(x, net.relu(x)); });
    require_near([](model& net, tensor_id x) { return net.add(x, x); });
    require_near([](model& net, tensor_id x) { return net.mul(net.relu(x), x); });
    require_near([](model& net, tensor_id x) {
        const auto narrow = net.conv2d(x, {.filters = 1, .window = op::window_of({1, 1})});
        return net.concat({x, narrow, net.relu(x), x});
    });
    require_near([](model& net, tensor_id x) {
        return net.concat({net.global_average_pool(x), net.flatten(x), net.linear(net.flatten(x), 3)});
    });
    require_near([](model& net, tensor_id x) { return net.softmax(net.batch_norm(x)); });
}

TEST_CASE("a float network's functions", "[graph]") {
    for (const function what :
         {function::relu, function::relu6, function::sigmoid, function::tanh, function::hard_swish, function::gelu})
        require_near([&](model& net, tensor_id x) { return net.elementwise(x, {.what = what}); });
    require_near(
        [](model& net, tensor_id x) { return net.elementwise(x, {.what = function::leaky_relu, .lowest = 0.125F}); });
    require_near([](model& net, tensor_id x) {
        return net.elementwise(x, {.what = function::clamp, .lowest = -0.5F, .highest = 0.75F});
    });
    require_near([](model& net, tensor_id x) {
        return net.elementwise(x,
                               {.what = function::user, .name = "square", .evaluate = [](float v) { return v * v; }});
    });
}

TEST_CASE("clamps are fused into what is before them", "[graph]") {
    const auto clamp = [](model& net, tensor_id x, float lowest, float highest) {
        return net.elementwise(x, {.what = function::clamp, .lowest = lowest, .highest = highest});
    };
    require_near(
        [](model& net, tensor_id x) { return net.relu(net.conv2d(x, {.filters = 5, .window = odd_window(3, 2)})); });
    require_near([](model& net, tensor_id x) { return net.relu(net.depthwise_conv2d(x, odd_window(3, 2))); });
    require_near([](model& net, tensor_id x) { return net.relu(net.conv2d_transpose(x, 3, op::window_of({2, 2}))); });
    require_near([&](model& net, tensor_id x) { return clamp(net, net.linear(net.flatten(x), 6), -0.25F, 0.5F); });
    require_near([&](model& net, tensor_id x) { return net.relu(net.add(x, net.relu(x))); });
    require_near([&](model& net, tensor_id x) { // several in a row, the last of them below what the first lets pass
        return clamp(net, clamp(net, net.add(x, x), 0.5F, 1.0F), -1.0F, 0.25F);
    });
    require_near([&](model& net, tensor_id x) { // the sum is read twice, so it has to exist
        const auto sum = net.add(x, x);
        return net.mul(net.relu(sum), sum);
    });
    require_near([&](model& net, tensor_id x) { // the sum is an output
        const auto sum = net.add(x, x);
        net.output(sum);
        return net.relu(sum);
    });
}
