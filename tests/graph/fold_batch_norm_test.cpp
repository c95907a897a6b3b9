// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/fold_batch_norm.hpp>

#include <support/failure.hpp>
#include <support/plain_forward.hpp>

using namespace quanta;
using graph::model;

namespace {

const op::window three = op::same_padding(op::window_of({3, 3}));

std::vector<std::string> names(const model& network) {
    std::vector<std::string> all;
    for (const graph::tensor& each : network.tensors()) all.push_back(each.name);
    return all;
}

/// Every tensor that is left is what it was, for random parameters and inputs, up to one rounding of each parameter.
void require_same_function(const model& network, std::uint32_t seed) {
    CAPTURE(seed);
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    const model folded = graph::fold_batch_norm(network);
    std::vector<std::vector<double>> inputs;
    for (const auto id : network.inputs())
        for (double& value : inputs.emplace_back(graph::element_count("x", network[id].extents)))
            value = normal(generator);
    const auto before = support::plain_forward(network, inputs), after = support::plain_forward(folded, inputs);
    for (std::size_t t = 0; t < folded.tensors().size(); ++t) {
        const auto& expected = before[network.find(folded.tensors()[t].name).index];
        REQUIRE(after[t].size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            REQUIRE(std::abs(after[t][i] - expected[i]) <= 1e-6 * (10 + std::abs(expected[i])));
    }
    REQUIRE(folded.outputs().size() == network.outputs().size());
    for (std::size_t o = 0; o < folded.outputs().size(); ++o)
        CHECK(folded[folded.outputs()[o]].name == network[network.outputs()[o]].name);
}

} // namespace

TEST_CASE("batch_norm becomes part of the convolution or linear layer before it", "[graph]") {
    model net;
    auto x = net.input("image", {6, 6, 4});
    x = net.relu(net.batch_norm(net.conv2d(x, {.filters = 6, .window = three, .groups = 2}, "c"), "a"), "b");
    x = net.batch_norm(net.depthwise_conv2d(x, three, "d", false), "e");
    x = net.batch_norm(net.conv2d_transpose(x, 3, {{2, 2}, {2, 2}, {0, 0, 0, 0}, {1, 1}}, {0, 0}, "f"), "g");
    x = net.batch_norm(net.linear(net.global_average_pool(x, "h"), 5, "i"), "j");
    net.output(x);
    std::mt19937 generator(3);
    support::randomize(net, generator);

    const model folded = graph::fold_batch_norm(net);
    CHECK(names(folded) == std::vector<std::string>{"image", "a", "b", "e", "g", "h", "j"});
    for (const graph::node& each : folded.nodes()) {
        CHECK(!graph::is<graph::operations::batch_norm>(each.what));
        CHECK(each.name == folded[each.output].name);
        if (graph::is_weighted(each.what)) CHECK(graph::find_parameter(each.parameters, "bias") != nullptr);
    }
    require_same_function(net, 1);
}

TEST_CASE("a batch_norm that does not alone read a weighted node's tensor stays", "[graph]") {
    model net;
    const auto x = net.input("x", {4, 4, 2});
    const auto first = net.batch_norm(x, "of an input");
    const auto shared = net.conv2d(first, {.filters = 2, .window = three}, "read twice");
    const auto second = net.batch_norm(shared, "second");
    const auto result = net.conv2d(net.add(second, shared, "sum"), {.filters = 2, .window = three}, "an output");
    net.output(result);
    net.output(net.batch_norm(result, "of an output"));
    net.output(net.batch_norm(net.relu(result, "between"), "behind relu"));
    std::mt19937 generator(5);
    support::randomize(net, generator);
    CHECK(names(graph::fold_batch_norm(net)) == names(net));
    require_same_function(net, 2);
}

TEST_CASE("folded parameters are the doubles of the formula, rounded once", "[graph]") {
    model net;
    net.output(net.batch_norm(net.linear(net.input("x", {1}), 1)));
    auto nodes = net.nodes();
    nodes[0].parameters[0].values = {3.0F};
    nodes[0].parameters[1].values = {0.7F};
    for (auto& [role, value] : {std::pair{"scale", 1.3F}, {"shift", 0.11F}, {"mean", 0.4F}, {"variance", 2.9F}})
        graph::find_parameter(nodes[1].parameters, role)->values = {value};
    const model folded = graph::fold_batch_norm(net);
    const double factor = double{1.3F} / std::sqrt(double{2.9F} + double{1e-5F});
    const auto& parameters = folded.nodes()[0].parameters;
    CHECK(parameters[0].values[0] == static_cast<float>(factor * 3.0));
    CHECK(parameters[1].values[0] ==
          static_cast<float>(std::fma(double{0.7F}, factor, std::fma(-factor, double{0.4F}, double{0.11F}))));
}

TEST_CASE("a batch_norm without spread cannot be folded", "[graph]") {
    model net;
    const auto x = net.linear(net.input("x", {3}), 1);
    net.output(net.append("norm", graph::operations::batch_norm{0.0F, 0.1F}, {x},
                          {{"scale", {1}, {1}}, {"shift", {1}, {0}}, {"mean", {1}, {0}}, {"variance", {1}, {0}}}));
    REQUIRE_ERROR(graph::fold_batch_norm(net), "batch_norm 'norm': variance[0] + epsilon is 0, it must be positive");
    REQUIRE_ERROR(graph::line_of(std::as_const(net).nodes()[0]), "linear 'linear_1': is no batch_norm");
}
