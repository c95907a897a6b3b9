// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/make_plan.hpp>
#include <support/failure.hpp>

using namespace quanta;
using graph::execution;
using graph::model;
using graph::tensor_id;

namespace {

constexpr auto uint8_activations = graph::scheme_value_of<scheme<uint8, asymmetric, per_tensor>>;
constexpr auto int8_activations = graph::scheme_value_of<scheme<int8, asymmetric, per_tensor>>;
constexpr auto int8_weights = graph::scheme_value_of<scheme<int8_narrow, symmetric, per_channel<0>>>;
constexpr auto int4_weights = graph::scheme_value_of<scheme<int4, symmetric, per_channel<0>>>;

const op::window three = op::same_padding(op::window_of({3, 3}));
const op::window halved{{2, 2}, {2, 2}, {0, 0, 0, 0}, {1, 1}};

/// A residual block, pooled, with a classifier.
model residual_network() {
    model net;
    const tensor_id image = net.input("image", {8, 8, 3});
    const tensor_id stem = net.relu(net.conv2d(image, {.filters = 4, .window = three}, "stem"), "stem_relu");
    const tensor_id branch = net.relu(net.depthwise_conv2d(stem, three, "depthwise"), "branch_relu");
    const tensor_id pointwise = net.conv2d(branch, {.filters = 4, .window = op::window_of({1, 1})}, "pointwise");
    const tensor_id sum = net.relu(net.add(stem, pointwise, "sum"), "sum_relu");
    net.output(net.linear(net.flatten(net.max_pool2d(sum, halved, "pool"), "flat"), 10, "classes"));
    return net;
}

const graph::tensor_plan& tensor_of(const graph::quantization_plan& plan, std::string_view name) {
    for (const auto& each : plan.tensors)
        if (each.name == name) return each;
    fail("no tensor ", name);
}
const graph::node_plan& node_of(const graph::quantization_plan& plan, std::string_view name) {
    for (const auto& each : plan.nodes)
        if (each.name == name) return each;
    fail("no node ", name);
}
graph::quantization_plan plan_of(const model& net, const graph::overrides& exceptions = {}) {
    return make_plan(net, uint8_activations, int8_weights, exceptions);
}

} // namespace

TEST_CASE("clamps are folded into the nodes before them", "[graph]") {
    const model net = residual_network();
    const auto plan = plan_of(net);
    for (const std::string_view name : {"stem", "depthwise", "sum"}) {
        CHECK(node_of(plan, name).clamp == op::activation::relu);
        CHECK_FALSE(tensor_of(plan, name).scheme.has_value()); // what is not clamped yet is nowhere
    }
    CHECK(node_of(plan, "pointwise").clamp == op::activation::none);
    CHECK(node_of(plan, "stem_relu").how == execution::folded);
    CHECK(node_of(plan, "stem").output == net.find("stem_relu"));
    CHECK(tensor_of(plan, "stem_relu").scheme == uint8_activations);
    CHECK(tensor_of(plan, "pointwise").scheme == uint8_activations);
}

TEST_CASE("clamps that follow each other are one", "[graph]") {
    model net;
    const tensor_id x = net.linear(net.input("x", {4}), 4, "layer");
    const tensor_id low = net.elementwise(net.relu(x), {.what = graph::function::clamp, .lowest = -1, .highest = 3});
    net.output(net.linear(net.elementwise(low, {.what = graph::function::relu6}, "last"), 2));
    const auto plan = plan_of(net);
    CHECK(node_of(plan, "layer").clamp == op::activation{0, 3});
    CHECK(node_of(plan, "layer").output == net.find("last"));
}

TEST_CASE("a clamp is a table where others read what is not clamped, or nothing before it clamps", "[graph]") {
    model net;
    const tensor_id image = net.input("image", {4, 4, 2});
    const tensor_id conv = net.conv2d(image, {.filters = 2, .window = three}, "conv");
    const tensor_id clamped = net.relu(conv, "relu");
    net.output(net.relu(net.flatten(net.add(clamped, conv, "sum"), "flat"), "last"));
    const auto plan = plan_of(net);
    CHECK(node_of(plan, "conv").clamp == op::activation::none);
    CHECK(node_of(plan, "relu").how == execution::integer);
    CHECK(node_of(plan, "last").how == execution::integer);
    CHECK(tensor_of(plan, "conv").scheme.has_value());
    CHECK(tensor_of(plan, "last").scheme.has_value());
}

TEST_CASE("what passes values on shares their parameters", "[graph]") {
    model net = residual_network();
    net.output(net.resize(net.find("pool"), {8, 8}, graph::interpolation::nearest, "nearest"));
    net.output(net.resize(net.find("pool"), {8, 8}, graph::interpolation::bilinear, "bilinear"));
    const auto plan = plan_of(net);
    for (const char* name : {"pool", "flat", "nearest"})
        CHECK(tensor_of(plan, name).parameters_of == net.find("sum_relu"));
    CHECK(plan.has_own_parameters(net.find("sum_relu").index));
    CHECK_FALSE(plan.has_own_parameters(net.find("flat").index));
    CHECK(tensor_of(plan, "bilinear").parameters_of == net.find("bilinear"));
}

TEST_CASE("layers give floats where nothing reads integers", "[graph]") {
    model net = residual_network();
    CHECK_FALSE(tensor_of(plan_of(net), "classes").scheme.has_value());
    net.output(net.softmax(net.find("classes"), "shares"));
    CHECK(tensor_of(plan_of(net), "classes").scheme.has_value());
    CHECK(tensor_of(plan_of(net), "shares").scheme.has_value());
}

TEST_CASE("weights of less than 8 bits leave out first and depthwise layers", "[graph]") {
    const model net = residual_network();
    const auto plan = make_plan(net, uint8_activations, int4_weights);
    CHECK(node_of(plan, "stem").weights == int8_weights);
    CHECK(node_of(plan, "depthwise").weights == int8_weights);
    CHECK(node_of(plan, "pointwise").weights == int4_weights);
    CHECK(node_of(plan, "classes").weights == int4_weights);

    const auto narrow = make_plan(net, uint8_activations, int4_weights, {.narrows_sensitive_layers = true});
    CHECK(node_of(narrow, "stem").weights == int4_weights);
    CHECK(node_of(narrow, "depthwise").weights == int4_weights);

    const auto asked = make_plan(net, uint8_activations, int4_weights, {.nodes = {{"stem", int4_weights}}});
    CHECK(node_of(asked, "stem").weights == int4_weights);
    CHECK(node_of(asked, "depthwise").weights == int8_weights);
}

TEST_CASE("overrides change one node", "[graph]") {
    const model net = residual_network();
    const auto plan = plan_of(net, {.nodes = {{.node = "pointwise", .weights = int4_weights},
                                              {.node = "stem", .activations = int8_activations},
                                              {.node = "image", .activations = int8_activations},
                                              {.node = "classes", .activations = int8_activations}}});
    CHECK(node_of(plan, "pointwise").weights == int4_weights);
    CHECK(tensor_of(plan, "stem_relu").scheme == int8_activations); // behind the clamp
    CHECK(tensor_of(plan, "image").scheme == int8_activations);
    CHECK(tensor_of(plan, "classes").scheme == int8_activations); // asked for, so it is not in floats
    CHECK(tensor_of(plan, "sum_relu").scheme == uint8_activations);
}

TEST_CASE("a node in float takes the clamp behind it along", "[graph]") {
    const model net = residual_network();
    const auto plan = plan_of(net, {.nodes = {{.node = "depthwise", .in_float = true}}});
    CHECK(node_of(plan, "depthwise").how == execution::real);
    CHECK(node_of(plan, "branch_relu").how == execution::real);
    CHECK_FALSE(node_of(plan, "depthwise").weights.has_value());
    CHECK_FALSE(tensor_of(plan, "depthwise").scheme.has_value());
    CHECK(tensor_of(plan, "branch_relu").scheme.has_value()); // read by an integer node

    const auto relu_only = plan_of(net, {.nodes = {{.node = "branch_relu", .in_float = true}}});
    CHECK(node_of(relu_only, "depthwise").how == execution::integer);
    CHECK(node_of(relu_only, "depthwise").clamp == op::activation::none);
    CHECK(node_of(relu_only, "branch_relu").how == execution::real);
}

TEST_CASE("a plan follows the profile asked for, or the recipe's", "[graph]") {
    const model net = residual_network();
    CHECK(plan_of(net).profile == profile_value::quanta);
    CHECK(make_plan(net, uint8_activations, int8_weights, {}, profile_value::onnx).profile == profile_value::onnx);
    const graph::recipe_value recipe{
        .activations = uint8_activations, .weights = int4_weights, .profile = profile_value::tflite};
    const auto plan = make_plan(net, recipe, {.nodes = {{"pointwise", int8_weights}}});
    CHECK(plan.profile == profile_value::tflite);
    CHECK(node_of(plan, "classes").weights == int4_weights);
    CHECK(node_of(plan, "pointwise").weights == int8_weights);
}

TEST_CASE("a dynamic plan has no integer tensors", "[graph]") {
    const auto plan = make_plan(residual_network(), uint8_activations, int4_weights, {.is_dynamic = true});
    for (const auto& each : plan.tensors) CHECK_FALSE(each.scheme.has_value());
    for (const char* name : {"stem", "depthwise", "pointwise", "classes"}) {
        CHECK(node_of(plan, name).how == execution::dynamic);
        CHECK(node_of(plan, name).activations == uint8_activations);
        CHECK(node_of(plan, name).weights.has_value());
    }
    CHECK(node_of(plan, "stem").clamp == op::activation::relu);
    CHECK(node_of(plan, "sum").how == execution::real);
    CHECK(node_of(plan, "sum_relu").how == execution::real);
}

TEST_CASE("a dynamic transposed convolution does the clamp behind it; one that is named stays in floats", "[graph]") {
    model net;
    const tensor_id up = net.conv2d_transpose(net.input("image", {4, 4, 3}), 2, halved, {0, 0}, "up");
    net.output(net.conv2d_transpose(net.relu(up, "relu"), 1, halved, {0, 0}, "last"));
    const auto plan = plan_of(net, {.nodes = {{.node = "last", .in_float = true}}, .is_dynamic = true});
    CHECK(node_of(plan, "up").how == execution::dynamic);
    CHECK(node_of(plan, "up").clamp == op::activation::relu);
    CHECK(node_of(plan, "up").weights == int8_weights);
    CHECK(node_of(plan, "up").activations == uint8_activations);
    CHECK(node_of(plan, "relu").how == execution::folded);
    CHECK(node_of(plan, "last").how == execution::real);
}

TEST_CASE("overrides that cannot hold are refused by name", "[graph]") {
    const model net = residual_network();
    const auto with = [&](std::vector<graph::node_override> nodes, bool is_dynamic = false) {
        return plan_of(net, {.nodes = std::move(nodes), .is_dynamic = is_dynamic});
    };
    REQUIRE_ERROR(with({{"steam"}}), "an override names 'steam'");
    REQUIRE_ERROR(with({{"stem"}, {"stem"}}), "two overrides name 'stem'");
    REQUIRE_ERROR(with({{.node = "pool", .weights = int8_weights}}), "max_pool2d has no weights");
    REQUIRE_ERROR(with({{.node = "image", .in_float = true}}), "of an input only the activations");
    REQUIRE_ERROR(with({{.node = "stem", .weights = int8_weights, .in_float = true}}), "no integer weights");
    REQUIRE_ERROR(with({{.node = "pool", .activations = int8_activations}}),
                  "'pool' to be asymmetric int8 per tensor, but it has the parameters of 'sum_relu'");
    REQUIRE_ERROR(with({{.node = "stem", .activations = int8_activations},
                        {.node = "stem_relu", .activations = uint8_activations}}),
                  "overrides want 'stem_relu'");
    REQUIRE_ERROR(with({{.node = "classes", .activations = uint8_activations, .in_float = true}}),
                  "no node reads or makes its integers");
    REQUIRE_ERROR(with({{.node = "stem", .activations = uint8_activations}}, true), "a dynamic network");
}

TEST_CASE("schemes that the graph cannot run are refused", "[graph]") {
    const model net = residual_network();
    const auto with = [&](const graph::scheme_value& activations, const graph::scheme_value& weights) {
        return make_plan(net, activations, weights);
    };
    REQUIRE_ERROR(with(graph::scheme_value_of<scheme<int16, symmetric, per_tensor>>, int8_weights),
                  "activations in int16, integers from -32768 to 32767, do not fit a byte");
    REQUIRE_ERROR(with(graph::scheme_value_of<scheme<uint8, asymmetric, per_channel<0>>>, int8_weights),
                  "the graph runs activations per tensor");
    REQUIRE_ERROR(with({graph::format_value_of<uint8>, true, uint8_activations.granularity}, int8_weights),
                  "a symmetric scheme needs a signed format");
    for (const graph::scheme_value& weights : {graph::scheme_value_of<scheme<int8, asymmetric, per_channel<0>>>,
                                               graph::scheme_value_of<scheme<uint8, asymmetric, per_tensor>>,
                                               graph::scheme_value_of<scheme<int4, symmetric, per_group<32>>>,
                                               graph::scheme_value_of<scheme<int8, symmetric, per_channel<1>>>})
        REQUIRE_ERROR(with(uint8_activations, weights), "the graph runs symmetric int8");
    REQUIRE_ERROR(make_plan(net, graph::scheme_value_of<scheme<uint4, asymmetric, per_tensor>>, int8_weights,
                            {.is_dynamic = true}),
                  "layers quantize their input to uint8 or int8");
}
