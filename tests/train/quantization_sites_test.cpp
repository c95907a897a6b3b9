// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/fold_batch_norm.hpp>
#include <quanta/graph/make_plan.hpp>
#include <quanta/train/quantization_sites.hpp>
#include <support/failure.hpp>

using namespace quanta;

namespace {

/// A convolution that a batch_norm takes up, and one whose tensor has another reader: that batch_norm stays.
graph::model network() {
    graph::model net;
    auto x = net.input("image", {4, 4, 2});
    x = net.batch_norm(net.conv2d(x, {.filters = 3, .window = op::window_of({1, 1})}, "taken"), "taker");
    const auto y = net.conv2d(x, {.filters = 3, .window = op::window_of({1, 1})}, "read_twice");
    net.output(net.add(net.batch_norm(y, "alone"), y, "sum"));
    return net;
}

train::fake_quantization faking(graph::quantization_plan plan) { return {.plan = std::move(plan)}; }

graph::quantization_plan plan_of(const graph::model& net) {
    return graph::make_plan(net, graph::scheme_value_of<scheme<uint8, asymmetric, per_tensor>>,
                            graph::scheme_value_of<scheme<int4, symmetric, per_channel<0>>>);
}

} // namespace

TEST_CASE("a plan of the folded network tells where a network is fake-quantized", "[train]") {
    const graph::model net = network();
    const train::quantization_sites sites(net, faking(plan_of(graph::fold_batch_norm(net))));
    const std::size_t taken = net.find("taken").index, taker = net.find("taker").index;
    CHECK_FALSE(sites.tensor(taken));
    REQUIRE(sites.tensor(taker));
    CHECK(sites.tensor(taker)->name == "taker");
    REQUIRE(sites.weights(0)); // "taken", under the name that it has once it is folded
    CHECK(sites.weights(0)->name == "taker");
    CHECK(sites.weights(0)->batch_norm == &net.nodes()[1]);
    REQUIRE(sites.weights(2));
    CHECK(sites.weights(2)->name == "read_twice");
    CHECK(sites.weights(2)->batch_norm == nullptr);
}

TEST_CASE("a plan of another network than the folded one is refused", "[train]") {
    const graph::model net = network(), folded = graph::fold_batch_norm(net);
    const auto refused = [&](const graph::quantization_plan& plan, const char* part) {
        REQUIRE_ERROR(train::quantization_sites(net, faking(plan)), part);
    };
    refused(plan_of(net), "fake_quantization: the plan was made of a network that is not folded: it has 'taken', which "
                          "fold_batch_norm takes up in 'taker'; make it of fold_batch_norm(model)");
    refused({}, "fake_quantization: a plan of 0 tensors, fold_batch_norm(model) has 5");

    graph::quantization_plan plan = plan_of(folded);
    plan.tensors[1].name = "other";
    refused(plan, "fake_quantization: the plan's tensor 1 is 'other', that of fold_batch_norm(model) is 'taker'");
    plan = plan_of(folded);
    std::swap(plan.nodes[1], plan.nodes[2]);
    refused(plan, "fake_quantization: the plan's node 1 is 'alone', that of fold_batch_norm(model) is 'read_twice'");
    plan = plan_of(folded);
    plan.nodes.pop_back();
    refused(plan, "fake_quantization: a plan of 3 nodes, fold_batch_norm(model) has 4");

    REQUIRE_NOTHROW(train::quantization_sites(folded, faking(plan_of(folded)))); // nothing is left to fold
}
