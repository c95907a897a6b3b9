// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <graph/random_graph.hpp>
#include <quanta/graph/convert.hpp>
#include <quanta/graph/make_plan.hpp>
#include <quanta/graph/validate.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;
namespace operations = quanta::graph::operations;
using graph::quantized_model;
using graph::quantized_node;
using graph::tensor_id;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

graph::edge& edge_of(quantized_model& made, std::string_view name) {
    return *std::find_if(made.edges.begin(), made.edges.end(), [&](const auto& each) { return each.name == name; });
}
quantized_node& node_of(quantized_model& made, std::string_view name) {
    return *std::find_if(made.nodes.begin(), made.nodes.end(), [&](const auto& each) { return each.name == name; });
}
graph::integer_weights& weights_of(quantized_model& made, std::string_view name) {
    return std::get<graph::integer_weights>(node_of(made, name).payload);
}

/// conv, pool, tanh, mul, resize, average over all, linear; tanh in float where asked, layers dynamic where asked.
quantized_model sound_model(const graph::overrides& exceptions = {}) {
    graph::model net;
    const tensor_id image = net.input("image", {4, 4, 2});
    const tensor_id conv = net.conv2d(image, {.filters = 3, .window = op::window_of({1, 1})}, "conv");
    const tensor_id pool = net.max_pool2d(conv, op::window_of({2, 2}), "pool");
    const tensor_id curved = net.elementwise(pool, {.what = graph::function::tanh}, "tanh");
    const tensor_id product = net.mul(curved, pool, "product");
    const tensor_id large = net.resize(product, {5, 5}, graph::interpolation::bilinear, "large");
    net.output(net.linear(net.global_average_pool(large, "mean"), 4, "classes"));
    const auto plan = make_plan(net, graph::scheme_value_of<scheme<uint8, asymmetric, per_tensor>>,
                                graph::scheme_value_of<scheme<int8_narrow, symmetric, per_channel<0>>>, exceptions);
    graph::tensor_parameters parameters;
    for (std::size_t t = 0; t < plan.tensors.size(); ++t)
        if (plan.has_own_parameters(t)) parameters[plan.tensors[t].name] = {0.03F, 120};
    return convert(net, plan, parameters);
}

void refused(const std::function<void(quantized_model&)>& damage, const char* part,
             const graph::overrides& exceptions = {}) {
    CAPTURE(part);
    quantized_model made = sound_model(exceptions);
    REQUIRE_NOTHROW(validate(made));
    damage(made);
    REQUIRE_ERROR(validate(made), part);
}

} // namespace

TEST_CASE("edges that are none are refused by name", "[graph]") {
    refused([](auto& m) { edge_of(m, "conv").extents = {}; }, "tensor 'conv': a shape with 0 axes");
    refused([](auto& m) { edge_of(m, "conv").extents = {4, 0, 3}; }, "tensor 'conv': the shape (4, 0, 3)");
    refused([](auto& m) { edge_of(m, "conv").extents = {std::size_t{1} << 40, std::size_t{1} << 40}; }, "'conv'");
    refused([](auto& m) { edge_of(m, "conv").quantization->params.scale = 0; }, "tensor 'conv': scale 0");
    refused([](auto& m) { edge_of(m, "conv").quantization->params.scale = not_a_number; }, "tensor 'conv': scale nan");
    refused([](auto& m) { edge_of(m, "conv").quantization->params.scale = 1e-39F; }, "tensor 'conv': scale");
    refused([](auto& m) { edge_of(m, "conv").quantization->params.zero_point = -1; },
            "tensor 'conv': zero point -1 is not in uint8's range [0, 255]");
    refused([](auto& m) { edge_of(m, "conv").quantization->format = graph::format_value_of<int16>; },
            "tensor 'conv': integers in int16");
    refused([](auto& m) { edge_of(m, "conv").name = "pool"; }, "two tensors are called 'pool'");
}

TEST_CASE("graphs that cannot run in their order are refused", "[graph]") {
    refused([](auto& m) { m.inputs.clear(); }, "it has no inputs");
    refused([](auto& m) { m.outputs.clear(); }, "it has no outputs");
    refused([](auto& m) { m.outputs[0].index = 1000; }, "outputs name tensor 1000");
    refused([](auto& m) { m.outputs.push_back(m.outputs[0]); }, "tensor 'classes' is there twice");
    refused([](auto& m) { m.outputs[0] = node_of(m, "conv").output; }, "tensor 'conv' is of integers");
    refused([](auto& m) { node_of(m, "conv").inputs[0].index = 1000; }, "conv2d 'conv': tensor 1000");
    refused([](auto& m) { node_of(m, "conv").inputs.clear(); }, "conv2d 'conv': no operands");
    refused([](auto& m) { node_of(m, "conv").output.index = 1000; }, "conv2d 'conv': tensor 1000");
    refused([](auto& m) { node_of(m, "conv").inputs[0] = node_of(m, "pool").output; },
            "conv2d 'conv': reads 'pool' before it is made");
    refused([](auto& m) { node_of(m, "pool").output = node_of(m, "conv").output; }, "makes 'conv', which is there");
    refused([](auto& m) { m.nodes.pop_back(); }, "no node makes the output 'classes'");
    refused([](auto& m) { std::swap(m.nodes[1], m.nodes[2]); }, "reads 'conv' before it is made");
}

TEST_CASE("nodes whose edges or data are not theirs are refused by name", "[graph]") {
    refused([](auto& m) { node_of(m, "image/quantized").inputs[0] = {1}; }, "'image/quantized'");
    refused([](auto& m) { edge_of(m, "pool").quantization.reset(); }, "max_pool2d 'pool': 'pool' must be of integers");
    refused([](auto& m) { edge_of(m, "classes").extents = {5}; }, "linear 'classes': makes (4), but 'classes' is (5)");
    refused([](auto& m) { node_of(m, "pool").payload = graph::lookup_table{}; }, "'pool': has neither weights nor");
    refused([](auto& m) { node_of(m, "tanh").payload = std::monostate{}; },
            "tanh 'tanh': reads integers, but has no table");
    refused([](auto& m) { node_of(m, "conv").payload = std::monostate{}; }, "has no integer weights");
    refused([](auto& m) { node_of(m, "mean").what = operations::add{}; }, "add 'mean': 1 operands, expected are 2");
    refused([](auto& m) { node_of(m, "tanh").inputs.push_back(node_of(m, "tanh").inputs[0]); }, "of 2 operands");
    refused([](auto& m) { node_of(m, "large").range = {-1, 255}; }, "'large': the range [-1, 255] is not in uint8's");
    refused([](auto& m) { node_of(m, "large").range = {200, 100}; }, "'large': the range [200, 100]");
    refused(
        [](auto& m) {
            std::get<operations::resize>(node_of(m, "large").what).method = graph::interpolation::nearest;
            node_of(m, "large").range = {100, 101};
        },
        "resize 'large': clamps nothing, but has the range [100, 101]");
    refused([](auto& m) { node_of(m, "classes").clamp = {1, not_a_number}; }, "'classes': bounds 1 and nan");
    refused([](auto& m) { node_of(m, "tanh").range = {100, 130}; }, "tanh 'tanh': the table's entry for 0 is");
    refused([](auto& m) { std::get<operations::resize>(node_of(m, "large").what).size.width = std::size_t{1} << 30; },
            "resize 'large'");
    refused([](auto& m) { edge_of(m, "pool").quantization->params.scale *= 2; },
            "max_pool2d 'pool': 'pool' must have the format, scale and zero point of 'conv'");
    refused(
        [](auto& m) {
            edge_of(m, "product").quantization->params.scale = 1e5F;
            edge_of(m, "large").quantization->params.scale = 1e-37F;
        },
        "resize 'large': the multiplier of operand 0 is inf");
    refused(
        [](auto& m) {
            edge_of(m, "tanh").quantization->params.scale = 1e30F;
            edge_of(m, "product").quantization->params.scale = 1e-20F;
        },
        "mul 'product': the multiplier of the product is inf");
}

TEST_CASE("multipliers beyond fixed point are refused where the profile has it", "[graph]") {
    quantized_model made = sound_model();
    made.profile = profile_value::tflite;
    REQUIRE_NOTHROW(validate(made));
    const auto refused_in_fixed_point = [&](std::string_view edge, float scale, const char* part) {
        quantized_model damaged = made;
        edge_of(damaged, edge).quantization->params.scale = scale;
        REQUIRE_ERROR(validate(damaged), part);
        REQUIRE_ERROR(validate(damaged), "fixed point holds less than 2^30");
        damaged.profile = profile_value::quanta;
        REQUIRE_NOTHROW(validate(damaged));
    };
    refused_in_fixed_point("large", 1e-11F, "resize 'large': the multiplier of operand 0 is 29999999");
    refused_in_fixed_point("product", 1e-13F, "mul 'product': the multiplier of the product is 9");
    refused_in_fixed_point("image/quantized", 1e18F, "conv2d 'conv': the multiplier of output 0 is ");

    edge_of(made, "mean").quantization->params.scale = 1e12F; // fully connected layers scale by a double
    REQUIRE_NOTHROW(validate(made));
}

TEST_CASE("weights that are none are refused by name", "[graph]") {
    refused([](auto& m) { weights_of(m, "conv").extents[3] = 1; }, "conv2d 'conv': weights (3, 1, 1, 1)");
    refused([](auto& m) { weights_of(m, "conv").extents = {}; }, "conv2d 'conv': a shape with 0 axes");
    refused([](auto& m) { weights_of(m, "conv").values.pop_back(); }, "with 5 values, expected are 6");
    refused([](auto& m) { weights_of(m, "conv").values[0] = -128; }, "weight -128 is not in int8_narrow's range");
    refused([](auto& m) { weights_of(m, "conv").format = graph::format_value_of<uint8>; }, "they must be signed");
    refused([](auto& m) { weights_of(m, "conv").scales.pop_back(); }, "2 weight scales, expected are 1 or 3");
    refused([](auto& m) { weights_of(m, "conv").scales[1] = infinity; }, "conv2d 'conv': scale inf");
    refused(
        [](auto& m) {
            edge_of(m, "image/quantized").quantization->params.scale = 1e10F;
            weights_of(m, "conv").scales[1] = 1e30F;
        },
        "conv2d 'conv': the multiplier of output 1 is inf");
    refused([](auto& m) { weights_of(m, "conv").bias.clear(); }, "0 biases, expected are 3");
    refused(
        [](auto& m) {
            weights_of(m, "conv").values[5] = 1;
            weights_of(m, "conv").bias[2] = std::numeric_limits<std::int32_t>::max();
        },
        "conv2d 'conv': the accumulator of output 2 could reach");
    refused([](auto& m) { std::get<operations::conv2d>(node_of(m, "conv").what).groups = 0; }, "conv2d 'conv'");
    refused([](auto& m) { std::get<operations::conv2d>(node_of(m, "conv").what).window.stride.width = 0; },
            "conv2d 'conv': a stride across of 0");

    const graph::overrides dynamic{.is_dynamic = true};
    const auto layer = [](quantized_model& m) -> graph::dynamic_weights& {
        return std::get<graph::dynamic_weights>(node_of(m, "conv").payload);
    };
    refused([&](auto& m) { layer(m).bias.pop_back(); }, "2 biases, expected are 3", dynamic);
    refused([&](auto& m) { layer(m).bias[0] = infinity; }, "a bias is inf", dynamic);
    refused([&](auto& m) { layer(m).weights.bias = {1, 2, 3}; }, "a bias in integers", dynamic);
    refused([&](auto& m) { layer(m).activations.format = graph::format_value_of<uint4>; }, "layers quantize", dynamic);
    refused([&](auto& m) { node_of(m, "mean").payload = layer(m); },
            "cannot be dynamic, conv2d, conv2d_transpose and linear can", dynamic);
    refused([](auto& m) { node_of(m, "mean").payload = std::monostate{}; }, "no parameters of floats", dynamic);
}

TEST_CASE("what conversion makes is sound", "[graph]") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        REQUIRE_NOTHROW(validate(support::random_graph(seed).quantized()));
        REQUIRE_NOTHROW(validate(support::random_graph(seed).dynamic()));
    }
    REQUIRE_NOTHROW(validate(sound_model({.nodes = {{.node = "tanh", .in_float = true}}})));
}
