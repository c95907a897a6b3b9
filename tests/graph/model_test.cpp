// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/consumers.hpp>
#include <quanta/graph/model.hpp>

#include <support/failure.hpp>

using namespace quanta;
using graph::model;
using graph::shape;
using graph::tensor_id;

namespace {

const op::window three = op::same_padding(op::window_of({3, 3}));

} // namespace

TEST_CASE("a model is made node by node, and shapes follow", "[graph]") {
    model net;
    auto x = net.input("image", {28, 28, 1});
    x = net.relu(net.batch_norm(net.conv2d(x, {.filters = 16, .window = three}, "stem"), "norm"));
    const auto before = x;
    x = net.relu(net.batch_norm(net.conv2d(x, {.filters = 16, .window = three, .bias = false})));
    x = net.add(x, before, "sum");
    x = net.depthwise_conv2d(x, {{3, 3}, {2, 2}, {1, 1, 1, 1}, {1, 1}}, "depthwise", false);
    net.output(net.linear(net.global_average_pool(x), 10, "logits"));

    const std::vector<std::pair<std::string, shape>> expected{{"image", {28, 28, 1}},
                                                              {"stem", {28, 28, 16}},
                                                              {"norm", {28, 28, 16}},
                                                              {"relu_1", {28, 28, 16}},
                                                              {"conv2d_1", {28, 28, 16}},
                                                              {"batch_norm_1", {28, 28, 16}},
                                                              {"relu_2", {28, 28, 16}},
                                                              {"sum", {28, 28, 16}},
                                                              {"depthwise", {14, 14, 16}},
                                                              {"global_average_pool_1", {16}},
                                                              {"logits", {10}}};
    REQUIRE(net.tensors().size() == expected.size());
    for (std::size_t t = 0; t < expected.size(); ++t) {
        CHECK(net.tensors()[t].name == expected[t].first);
        CHECK(net.tensors()[t].extents == expected[t].second);
        CHECK(net.find(expected[t].first) == tensor_id{t});
    }
    for (const graph::node& each : net.nodes()) CHECK(each.name == net[each.output].name);
    REQUIRE(net.inputs().size() == 1);
    REQUIRE(net.outputs().size() == 1);
    CHECK(net[net.outputs()[0]].name == "logits");
}

TEST_CASE("parameters start at zero, those of batch_norm at the identity", "[graph]") {
    model net;
    auto x = net.conv2d(net.input("x", {8, 8, 4}), {.filters = 6, .window = three, .groups = 2});
    x = net.batch_norm(net.conv2d_transpose(x, 3, op::window_of({2, 2})));
    const auto nodes = std::as_const(net).nodes();
    REQUIRE(nodes[0].parameters.size() == 2);
    CHECK(nodes[0].parameters[0].extents == shape{6, 3, 3, 2});
    CHECK(nodes[0].parameters[0].values == std::vector<float>(6 * 9 * 2, 0.0F));
    CHECK(graph::find_parameter(nodes[0].parameters, "bias")->values == std::vector<float>(6, 0.0F));
    CHECK(nodes[1].parameters[0].extents == shape{3, 2, 2, 6});
    CHECK(net[x].extents == shape{9, 9, 3});
    for (const auto* role : {"shift", "mean"})
        CHECK(graph::find_parameter(nodes[2].parameters, role)->values == std::vector<float>(3, 0.0F));
    for (const auto* role : {"scale", "variance"})
        CHECK(graph::find_parameter(nodes[2].parameters, role)->values == std::vector<float>(3, 1.0F));
    CHECK(graph::find_parameter(nodes[2].parameters, "weights") == nullptr);
    CHECK(graph::values_of(nodes[2].parameters, "weights").empty());
}

TEST_CASE("names are unique, and an automatic one avoids those in use", "[graph]") {
    model net;
    const auto x = net.input("", {4});
    CHECK(net[x].name == "input_1");
    net.relu(x, "relu_1");
    CHECK(net[net.relu(x)].name == "relu_2");
    CHECK(net[net.elementwise(x, {.what = graph::function::sigmoid})].name == "sigmoid_1");
    REQUIRE_ERROR(net.relu(x, "relu_2"), "relu 'relu_2': there is a tensor of this name already");
    REQUIRE_ERROR(net.input("relu_2", {4}), "input 'relu_2': there is a tensor of this name already");
    REQUIRE_ERROR(static_cast<void>(net.find("nobody")), "graph: no tensor is named 'nobody'");
}

TEST_CASE("a node that is refused leaves the model as it was", "[graph]") {
    model net;
    const auto x = net.input("image", {28, 28, 1});
    const std::size_t nowhere = 17;
    REQUIRE_ERROR(net.relu({nowhere}, "r"), "relu 'r': tensor 17 of a graph that has 1");
    REQUIRE_ERROR(net.conv2d({nowhere}, {.filters = 1, .window = three}), "conv2d: tensor 17 of a graph that has 1");
    REQUIRE_ERROR(net.output({nowhere}), "output: tensor 17 of a graph that has 1");
    REQUIRE_ERROR(net.linear(x, 10, "logits"), "linear 'logits': an input (28, 28, 1), it must be a vector");
    REQUIRE_ERROR(net.conv2d(x, {.filters = 16, .window = three, .groups = 2}, "stem"), "conv2d 'stem'");
    REQUIRE_ERROR(net.conv2d(x, {.filters = 16, .window = three, .groups = 0}, "stem"), "conv2d 'stem'");
    REQUIRE_ERROR(net.conv2d(x, {.filters = 0, .window = three}, "stem"),
                  "conv2d 'stem': the shape (0, 3, 3, 1) has an axis of zero");
    REQUIRE_ERROR(net.input("empty", {}), "input 'empty': a shape with 0 axes");
    REQUIRE_ERROR(net.input("flat", {3, 0}), "input 'flat': the shape (3, 0) has an axis of zero");
    CHECK(net.tensors().size() == 1);
    CHECK(net.nodes().empty());
    net.output(x);
    REQUIRE_ERROR(net.output(x), "output 'image': it is an output already");
    CHECK(net.outputs().size() == 1);
}

TEST_CASE("append takes what files hold, and checks parameters", "[graph]") {
    model net;
    const auto x = net.input("x", {2});
    const auto linear = [&](std::vector<float> weights, std::vector<float> bias) {
        return net.append("l", graph::operations::linear{}, {x},
                          {{"weights", {1, 2}, std::move(weights)}, {"bias", {1}, std::move(bias)}});
    };
    const float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    REQUIRE_ERROR(linear({1}, {0}), "linear 'l': weights (1, 2) with 1 values, expected are 2");
    REQUIRE_ERROR(linear({1, nan}, {0}), "linear 'l': weights[1] is nan, it must be finite");
    REQUIRE_ERROR(linear({1, 1}, {infinity}), "linear 'l': bias[0] is inf, it must be finite");
    REQUIRE_ERROR(
        net.append("n", graph::operations::batch_norm{1e-5F, 0.1F}, {x},
                   {{"scale", {2}, {1, 1}}, {"shift", {2}, {1, 1}}, {"mean", {2}, {1, 1}}, {"variance", {2}, {1, -1}}}),
        "batch_norm 'n': variance[1] is -1, it must not be negative");
    REQUIRE_ERROR(net.append("q", graph::operations::quantize{}, {x}, {}),
                  "quantize 'q': is an operation of quantized graphs");
    REQUIRE_ERROR(net.append("d", graph::operations::dequantize{}, {x}, {}), "dequantize 'd'");
    CHECK(net[linear({1, 2}, {3})].extents == shape{1});
}

TEST_CASE("who reads a tensor", "[graph]") {
    model net;
    const auto x = net.input("x", {4});
    const auto a = net.relu(x), b = net.add(a, a), c = net.relu(x);
    net.output(c);
    const auto d = net.relu(c);
    const auto readers = graph::consumers(net);
    CHECK(readers[x.index] == std::vector<std::size_t>{0, 2});
    CHECK(readers[a.index] == std::vector<std::size_t>{1, 1});
    CHECK(readers[b.index].empty());
    CHECK(readers[c.index] == std::vector<std::size_t>{3});
    CHECK(readers[d.index].empty());
    const auto only = graph::only_consumers(net);
    CHECK(!only[x.index]);
    CHECK(!only[a.index]);
    CHECK(!only[c.index]); // an output too
    const auto e = net.relu(d);
    CHECK(graph::only_consumers(net)[d.index] == net.nodes().size() - 1);
    CHECK(!graph::only_consumers(net)[e.index]);
}
