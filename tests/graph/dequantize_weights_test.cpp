// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdint>

#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/convert.hpp>
#include <quanta/graph/dequantize_weights.hpp>
#include <quanta/graph/make_plan.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;
using graph::model;

namespace {

model small_network() {
    model net;
    const auto image = net.input("image", {4, 4, 2});
    const auto conv = net.conv2d(image, {.filters = 3, .window = op::same_padding(op::window_of({3, 3}))}, "conv");
    net.output(net.linear(net.flatten(net.relu(conv, "relu"), "flat"), 5, "classes"));
    std::uint32_t seed = 1;
    for (graph::node& each : net.nodes())
        for (graph::parameter& p : each.parameters) p.values = support::floats(p.values.size(), 0.5F, seed++);
    return net;
}

graph::quantized_model quantized(const model& net, const graph::scheme_value& weights) {
    const auto plan = make_plan(net, graph::scheme_value_of<scheme<uint8, asymmetric, per_tensor>>, weights);
    graph::tensor_parameters parameters;
    for (std::size_t t = 0; t < plan.tensors.size(); ++t)
        if (plan.has_own_parameters(t)) parameters[plan.tensors[t].name] = {0.02F, 100};
    return convert(net, plan, parameters);
}

} // namespace

TEST_CASE("dequantized weights are within half a step, and quantize to the same integers again", "[graph]") {
    const model net = small_network();
    for (const auto& weights : {graph::scheme_value_of<scheme<int8_narrow, symmetric, per_channel<0>>>,
                                graph::scheme_value_of<scheme<int8_narrow, symmetric, per_tensor>>}) {
        const graph::quantized_model integers = quantized(net, weights);
        const model reals = dequantize_weights(net, integers);
        for (const auto& each : integers.nodes) {
            const auto* own = std::get_if<graph::integer_weights>(&each.payload);
            if (own == nullptr) continue;
            const std::size_t n = each.name == "conv" ? 0 : 3;
            REQUIRE(net.nodes()[n].name == each.name);
            const auto before = graph::values_of(net.nodes()[n].parameters, "weights");
            const auto after = graph::values_of(reals.nodes()[n].parameters, "weights");
            const std::size_t size = own->values.size() / own->extents[0];
            for (std::size_t i = 0; i < own->values.size(); ++i) {
                const float scale = own->scales[own->scales.size() == 1 ? 0 : i / size];
                CHECK(std::fabs(after[i] - before[i]) <= 0.5001F * scale);
                CHECK(profile::quanta::quantize(after[i], {scale, 0}, -127, 127) == own->values[i]);
            }
            const auto bias_before = graph::values_of(net.nodes()[n].parameters, "bias");
            const auto bias_after = graph::values_of(reals.nodes()[n].parameters, "bias");
            for (std::size_t o = 0; o < bias_after.size(); ++o) {
                const float scale = own->scales[own->scales.size() == 1 ? 0 : o];
                CHECK(std::fabs(bias_after[o] - bias_before[o]) <= 0.5001F * 0.02F * scale);
            }
        }
    }
}

TEST_CASE("weights of another network are refused by the node's name", "[graph]") {
    const graph::quantized_model integers =
        quantized(small_network(), graph::scheme_value_of<scheme<int8_narrow, symmetric, per_tensor>>);
    model other;
    other.output(other.linear(other.input("image", {32}), 5, "classes"));
    REQUIRE_ERROR(static_cast<void>(dequantize_weights(other, integers)), "the network in floats has no node 'conv'");
    model narrow;
    const auto image = narrow.input("image", {4, 4, 2});
    narrow.output(narrow.conv2d(image, {.filters = 2, .window = op::same_padding(op::window_of({3, 3}))}, "conv"));
    REQUIRE_ERROR(static_cast<void>(dequantize_weights(narrow, integers)),
                  "node 'conv' has other weights in floats than (3, 3, 3, 2)");
}
