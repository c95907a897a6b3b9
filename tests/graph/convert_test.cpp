// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/convert.hpp>
#include <quanta/graph/make_plan.hpp>
#include <quanta/graph/validate.hpp>
#include <quanta/op/functions.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;
using graph::model;
using graph::tensor_id;

namespace {

constexpr auto activations = graph::scheme_value_of<scheme<uint8, asymmetric, per_tensor>>;
constexpr auto channel_weights = graph::scheme_value_of<scheme<int8_narrow, symmetric, per_channel<0>>>;
constexpr auto tensor_weights = graph::scheme_value_of<scheme<int4, symmetric, per_tensor>>;

const op::window three = op::same_padding(op::window_of({3, 3}));

void draw(model& net) {
    std::uint32_t seed = 1;
    for (graph::node& each : net.nodes())
        for (graph::parameter& p : each.parameters)
            if (p.name != "variance") p.values = support::floats(p.values.size(), 0.5F, seed++);
}

/// conv, relu, gelu, flatten, linear.
model small_network() {
    model net;
    const tensor_id image = net.input("image", {4, 4, 2});
    const tensor_id conv = net.relu(net.conv2d(image, {.filters = 3, .window = three}, "conv"), "relu");
    const tensor_id curved = net.elementwise(conv, {.what = graph::function::gelu}, "gelu");
    net.output(net.linear(net.flatten(curved, "flat"), 5, "classes"));
    draw(net);
    return net;
}

graph::quantization_plan plan_of(const model& net, const graph::overrides& exceptions = {},
                                 const graph::scheme_value& weights = channel_weights) {
    return make_plan(net, activations, weights, exceptions);
}

graph::tensor_parameters parameters_for(const graph::quantization_plan& plan) {
    graph::tensor_parameters parameters;
    float scale = 0.02F;
    for (std::size_t t = 0; t < plan.tensors.size(); ++t, scale *= 1.1F)
        if (plan.has_own_parameters(t)) parameters[plan.tensors[t].name] = {scale, 100};
    return parameters;
}

const graph::quantized_node& node_of(const graph::quantized_model& made, std::string_view name) {
    for (const auto& each : made.nodes)
        if (each.name == name) return each;
    fail("no node ", name);
}
const graph::edge& edge_of(const graph::quantized_model& made, std::string_view name) {
    for (const auto& each : made.edges)
        if (each.name == name) return each;
    fail("no edge ", name);
}
std::vector<std::string> names_of(const graph::quantized_model& made) {
    std::vector<std::string> names;
    for (const auto& each : made.nodes) names.push_back(each.name);
    return names;
}

} // namespace

TEST_CASE("conversion inserts one quantize node, keeps names, and ends in floats", "[graph]") {
    const model net = small_network();
    const auto plan = plan_of(net);
    const graph::quantized_model made = convert(net, plan, parameters_for(plan));
    CHECK(names_of(made) == std::vector<std::string>{"image/quantized", "conv", "gelu", "flat", "classes"});
    CHECK(edge_of(made, "relu").quantization.has_value()); // the folded clamp's tensor
    CHECK(made.edges[node_of(made, "conv").output.index].name == "relu");
    CHECK_FALSE(made.edges[made.inputs[0].index].quantization.has_value());
    CHECK_FALSE(made.edges[made.outputs[0].index].quantization.has_value());
    CHECK(made.edges[made.outputs[0].index].name == "classes");

    const auto& conv = node_of(made, "conv");
    CHECK(conv.range.lowest == 100); // relu: from the zero point on
    CHECK(conv.range.highest == 255);
    CHECK(edge_of(made, "flat").quantization->params.scale == edge_of(made, "gelu").quantization->params.scale);
}

TEST_CASE("graph results without weights are dequantized", "[graph]") {
    model net;
    const tensor_id x = net.input("x", {4});
    net.output(net.softmax(net.linear(x, 4, "layer"), "shares"));
    net.output(net.find("layer"));
    draw(net);
    const auto plan = plan_of(net);
    const graph::quantized_model made = convert(net, plan, parameters_for(plan));
    CHECK(names_of(made) ==
          std::vector<std::string>{"x/quantized", "layer", "shares", "shares/dequantized", "layer/dequantized"});
    CHECK(made.edges[made.outputs[0].index].name == "shares/dequantized");
}

TEST_CASE("names of inserted nodes give way to those of the network", "[graph]") {
    model net;
    const tensor_id x = net.input("x", {4});
    net.output(net.softmax(x, "x/quantized"));
    const auto plan = plan_of(net);
    CHECK(names_of(convert(net, plan, parameters_for(plan))) ==
          std::vector<std::string>{"x/quantized'", "x/quantized", "x/quantized/dequantized"});
}

TEST_CASE("weights and biases follow their formulas", "[graph]") {
    const model net = small_network();
    for (const auto& scheme : {channel_weights, tensor_weights}) {
        const auto plan = plan_of(net, {.narrows_sensitive_layers = true}, scheme);
        const auto parameters = parameters_for(plan);
        const graph::quantized_model made = convert(net, plan, parameters);
        const auto& weights = std::get<graph::integer_weights>(node_of(made, "conv").payload);
        const auto& reals = net.nodes()[0].parameters;
        const std::size_t size = weights.values.size() / 3;
        for (std::size_t c = 0; c < 3; ++c) {
            const bool is_shared = weights.scales.size() == 1;
            const std::size_t begin = is_shared ? 0 : c * size, end = is_shared ? 3 * size : begin + size;
            float most = 0;
            for (std::size_t i = begin; i < end; ++i) most = std::max(most, std::fabs(reals[0].values[i]));
            const float scale = weights.scales[is_shared ? 0 : c];
            CHECK(scale == static_cast<float>(double{most} / scheme.format.highest));
            for (std::size_t i = c * size; i < (c + 1) * size; ++i)
                REQUIRE(weights.values[i] == profile::quanta::quantize(reals[0].values[i], {scale, 0},
                                                                       scheme.format.lowest, scheme.format.highest));
            CHECK(weights.bias[c] == profile::quanta::bias(reals[1].values[c], parameters.at("image").scale, scale));
        }
    }
}

TEST_CASE("known weight scales are used", "[graph]") {
    const model net = small_network();
    const auto plan = plan_of(net);
    const graph::quantized_model made = convert(net, plan, parameters_for(plan), {{"conv", {0.25F, 0.5F, 0.125F}}});
    CHECK(std::get<graph::integer_weights>(node_of(made, "conv").payload).scales ==
          std::vector<float>{0.25F, 0.5F, 0.125F});
    REQUIRE_ERROR(static_cast<void>(convert(net, plan, parameters_for(plan), {{"conv", {0.25F}}})),
                  "conv2d 'conv': 1 weight scales, expected are 3");
    REQUIRE_ERROR(static_cast<void>(convert(net, plan, parameters_for(plan), {{"conv", {0.25F, -1.0F, 1.0F}}})),
                  "conv2d 'conv': weight scale -1");
}

TEST_CASE("outputs without weights get a scale that holds their bias, known or not", "[graph]") {
    model net = small_network();
    auto& weights = net.nodes()[0].parameters[0].values;
    std::fill_n(weights.begin() + 18, 18, 0.0F);
    net.nodes()[0].parameters[1].values = {0.1F, 0.013F, 0.2F};
    const auto plan = plan_of(net);
    const auto parameters = parameters_for(plan);
    for (const graph::weight_scales& known :
         {graph::weight_scales{}, graph::weight_scales{{"conv", {0.01F, 1.0F, 0.01F}}}}) {
        const auto made = convert(net, plan, parameters, known);
        const auto& layer = std::get<graph::integer_weights>(node_of(made, "conv").payload);
        const double step = double{parameters.at("image").scale} * layer.scales[1];
        CHECK(std::fabs(layer.bias[1] * step - double{0.013F}) <= 1e-7);
    }
    std::fill(weights.begin(), weights.end(), 0.0F);
    const auto shared = plan_of(net, {.narrows_sensitive_layers = true}, tensor_weights);
    const auto made = convert(net, shared, parameters_for(shared));
    const auto& layer = std::get<graph::integer_weights>(node_of(made, "conv").payload);
    const double step = double{parameters_for(shared).at("image").scale} * layer.scales[0];
    for (std::size_t o = 0; o < 3; ++o)
        CHECK(std::fabs(layer.bias[o] * step - double{net.nodes()[0].parameters[1].values[o]}) <= 1e-6);
}

TEST_CASE("a bias that 32 bits cannot hold is refused by its name, or its weights get a wider scale", "[graph]") {
    using op::guard_policy;
    model net = small_network();
    net.nodes()[0].parameters[1].values[1] = 1e6F; // the bias of filter 1
    auto& values = net.nodes()[0].parameters[0].values;
    std::fill_n(values.begin() + 18, 18, 1e-9F); // weights that are nothing beside it
    for (const auto& scheme : {channel_weights, tensor_weights}) {
        const bool is_shared = scheme.granularity.what == graph::granularity_value::kind::tensor;
        const auto plan = plan_of(net, {.narrows_sensitive_layers = true}, scheme);
        const std::vector<float> narrow(is_shared ? 1 : 3, 1e-6F);
        for (const graph::weight_scales& scales : {graph::weight_scales{}, graph::weight_scales{{"conv", narrow}}}) {
            if (is_shared && scales.empty()) continue; // the scale of the other filters is wide enough
            REQUIRE_ERROR(static_cast<void>(convert(net, plan, parameters_for(plan), scales)),
                          "conv2d 'conv': the bias of output 1 is");
            const graph::quantized_model made = convert(net, plan, parameters_for(plan), scales, guard_policy::repair);
            REQUIRE(made.findings.size() == 1);
            const op::guard_finding& found = made.findings[0];
            CHECK(found.layer == "conv2d 'conv'");
            CHECK(found.channel == 1);
            CHECK(found.what == op::guard_finding::cause::bias);
            const auto& weights = std::get<graph::integer_weights>(node_of(made, "conv").payload);
            CHECK(found.widened == weights.scales[is_shared ? 0 : 1]);
            CHECK(found.widened > found.scale);
            const double step = double{parameters_for(plan).at("image").scale} * found.widened;
            CHECK(std::fabs(weights.bias[1] * step - 1e6) <= 1e6 * 1e-6);
            CHECK(weights.bias[1] >= 0x1.fp30); // no more widened than is needed
            CHECK_NOTHROW(validate(made));
        }
    }
}

TEST_CASE("a channel without weights gets a scale that holds its bias well", "[graph]") {
    model net = small_network();
    net.nodes()[0].parameters[1].values[2] = 1e6F;
    auto& values = net.nodes()[0].parameters[0].values;
    std::fill_n(values.begin() + 36, 18, 0.0F);
    const auto plan = plan_of(net);
    const graph::quantized_model made = convert(net, plan, parameters_for(plan));
    const auto& weights = std::get<graph::integer_weights>(node_of(made, "conv").payload);
    const double step = double{parameters_for(plan).at("image").scale} * weights.scales[2];
    CHECK(std::fabs(weights.bias[2] * step - 1e6) <= 1e6 * 1e-6);
    CHECK(made.findings.empty());
}

TEST_CASE("a weight scale that underflows is refused, or widened and reported", "[graph]") {
    model net = small_network();
    auto& values = net.nodes()[0].parameters[0].values;
    std::fill_n(values.begin() + 18, 18, 1e-36F);
    net.nodes()[0].parameters[1].values[1] = 0;
    for (const bool is_dynamic : {false, true}) {
        const auto plan = plan_of(net, {.is_dynamic = is_dynamic});
        const auto parameters = is_dynamic ? graph::tensor_parameters{} : parameters_for(plan);
        const auto with = [&](op::guard_policy policy) { return convert(net, plan, parameters, {}, policy); };
        REQUIRE_ERROR(static_cast<void>(with(op::guard_policy::refuse)),
                      "conv2d 'conv': the step of output 1 underflows");
        const graph::quantized_model made = with(op::guard_policy::repair);
        REQUIRE(made.findings.size() == 1);
        CHECK(made.findings[0].what == op::guard_finding::cause::step);
        CHECK(finding_text(made.findings[0]).find("conv2d 'conv': the step of output 1 underflows: ") == 0);
        CHECK_NOTHROW(validate(made));
    }
}

TEST_CASE("a table holds the function of each integer", "[graph]") {
    const model net = small_network();
    const auto int8_gelu = graph::scheme_value_of<scheme<int8, symmetric, per_tensor>>;
    const auto plan = plan_of(net, {.nodes = {{.node = "gelu", .activations = int8_gelu}}});
    auto parameters = parameters_for(plan);
    parameters["gelu"] = {0.03F, 0};
    const graph::quantized_model made = convert(net, plan, parameters);
    const auto& table = std::get<graph::lookup_table>(node_of(made, "gelu").payload);
    for (int q = 0; q < 256; ++q) {
        const float x = profile::quanta::dequantize(q, parameters.at("relu"));
        REQUIRE(table[static_cast<std::size_t>(q)] ==
                profile::quanta::quantize(op::functions::gelu{}(x), {0.03F, 0}, -128, 127));
    }
}

TEST_CASE("a batch_norm that stands alone becomes a weight for each channel", "[graph]") {
    model net;
    const tensor_id x = net.input("x", {2, 2, 3});
    net.output(net.linear(net.flatten(net.relu(net.batch_norm(x, "norm"))), 2));
    draw(net);
    const auto plan = plan_of(net);
    const graph::quantized_model made = convert(net, plan, parameters_for(plan));
    const auto& norm = node_of(made, "norm");
    const auto& weights = std::get<graph::integer_weights>(norm.payload);
    CHECK(norm.range.lowest == 100);
    CHECK(weights.extents == graph::shape{3});
    const graph::channel_line line = graph::line_of(net.nodes()[0]);
    for (std::size_t c = 0; c < 3; ++c) {
        CHECK(std::abs(int{weights.values[c]}) == 127);
        CHECK(std::fabs(weights.values[c] * weights.scales[c] - line.factors[c]) < 1e-6);
    }
}

TEST_CASE("nodes in float and dynamic layers keep floats", "[graph]") {
    const model net = small_network();
    const auto plan = plan_of(net, {.nodes = {{.node = "gelu", .in_float = true}}});
    const graph::quantized_model made = convert(net, plan, parameters_for(plan));
    CHECK(names_of(made) ==
          std::vector<std::string>{"image/quantized", "conv", "gelu", "gelu/quantized", "flat", "classes"});
    CHECK(std::holds_alternative<std::vector<graph::parameter>>(node_of(made, "gelu").payload));
    CHECK_FALSE(edge_of(made, "relu").quantization.has_value()); // a layer gives floats by itself
    CHECK(node_of(made, "conv").clamp == op::activation::relu);

    const auto dynamic_plan = plan_of(net, {.is_dynamic = true});
    const graph::quantized_model dynamic = convert(net, dynamic_plan, {});
    CHECK(names_of(dynamic) == std::vector<std::string>{"conv", "gelu", "flat", "classes"});
    const auto& layer = std::get<graph::dynamic_weights>(node_of(dynamic, "conv").payload);
    CHECK(layer.weights.bias.empty());
    CHECK(layer.bias == net.nodes()[0].parameters[1].values);
    CHECK(layer.activations == activations);
    CHECK(node_of(dynamic, "conv").clamp == op::activation::relu);
}

TEST_CASE("conversion names what it lacks", "[graph]") {
    model net = small_network();
    const auto plan = plan_of(net);
    const auto with = [&](const char* name, affine_params params) {
        auto parameters = parameters_for(plan);
        parameters[name] = params;
        return convert(net, plan, parameters);
    };
    auto fewer = parameters_for(plan);
    fewer.erase("gelu");
    REQUIRE_ERROR(static_cast<void>(convert(net, plan, fewer)), "tensor 'gelu': there are no parameters of 'gelu'");
    REQUIRE_ERROR(static_cast<void>(with("relu", {0, 3})), "tensor 'relu': scale 0");
    REQUIRE_ERROR(static_cast<void>(with("relu", {std::numeric_limits<float>::infinity(), 3})), "tensor 'relu': scale");
    REQUIRE_ERROR(static_cast<void>(with("relu", {1, 256})), "zero point 256 is not in uint8's range [0, 255]");
    REQUIRE_ERROR(static_cast<void>(convert(model(), plan, {})), "a plan of 6 tensors");
    net.nodes()[0].parameters[0].values[3] = std::numeric_limits<float>::quiet_NaN();
    REQUIRE_ERROR(static_cast<void>(convert(net, plan, parameters_for(plan))), "conv2d 'conv': a weight is nan");
}
