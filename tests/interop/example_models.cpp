// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <interop/example_models.hpp>
#include <quanta/core/contracts.hpp>

using namespace quanta;

float twice(float x) { return x + x; }
float twice_derivative(float) { return 2; }

std::span<const interop::user_function> example_functions() {
    static constexpr interop::user_function functions[] = {{"twice", twice, twice_derivative}};
    return functions;
}

namespace {

/// Gives every parameter values that need all digits.
void fill(graph::model& net) {
    float next = 0.1F;
    for (graph::node& node : net.nodes())
        for (graph::parameter& each : node.parameters)
            for (float& value : each.values) value = next = next * 1.37F - static_cast<float>(static_cast<int>(next));
}

bool same_bits(float a, float b) { return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b); }
bool same_bits(std::span<const float> a, std::span<const float> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](float x, float y) { return same_bits(x, y); });
}
bool same(const std::vector<graph::parameter>& a, const std::vector<graph::parameter>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const graph::parameter& x, const graph::parameter& y) {
        return x.name == y.name && x.extents == y.extents && same_bits(x.values, y.values);
    });
}

/// All attributes as bytes: those of operations that hold nothing else than numbers.
template <class Operation>
bool same_attributes(const Operation& a, const Operation& b) {
    if constexpr (std::is_empty_v<Operation>)
        return true;
    else if constexpr (std::is_same_v<Operation, graph::operations::elementwise>)
        return a.what == b.what && same_bits(a.lowest, b.lowest) && same_bits(a.highest, b.highest) &&
               a.name == b.name && a.evaluate == b.evaluate && a.derivative == b.derivative;
    else if constexpr (std::is_same_v<Operation, graph::operations::average_pool2d>)
        return std::memcmp(&a.window, &b.window, sizeof a.window) == 0 && a.counts_padding == b.counts_padding;
    else if constexpr (std::is_same_v<Operation, graph::operations::resize>)
        return a.size.height == b.size.height && a.size.width == b.size.width && a.method == b.method;
    else
        return std::memcmp(&a, &b, sizeof a) == 0;
}
bool same(const graph::operation& a, const graph::operation& b) {
    if (a.index() != b.index()) return false;
    return std::visit(
        [&](const auto& each) { return same_attributes(each, std::get<std::decay_t<decltype(each)>>(b)); }, a);
}

bool same(const graph::integer_weights& a, const graph::integer_weights& b) {
    return a.format == b.format && a.extents == b.extents && a.values == b.values && same_bits(a.scales, b.scales) &&
           a.bias == b.bias;
}
bool same(const graph::dynamic_weights& a, const graph::dynamic_weights& b) {
    return same(a.weights, b.weights) && same_bits(a.bias, b.bias) && a.activations == b.activations;
}
bool same(const graph::lookup_table& a, const graph::lookup_table& b) { return a == b; }
bool same(std::monostate, std::monostate) { return true; }

bool same(const graph::edge& a, const graph::edge& b) {
    if (a.name != b.name || a.extents != b.extents || a.quantization.has_value() != b.quantization.has_value())
        return false;
    return !a.quantization || (a.quantization->format == b.quantization->format &&
                               same_bits(a.quantization->params.scale, b.quantization->params.scale) &&
                               a.quantization->params.zero_point == b.quantization->params.zero_point);
}
bool same(const graph::tensor& a, const graph::tensor& b) { return a.name == b.name && a.extents == b.extents; }

/// What float and quantized nodes have in common.
template <class Node>
bool same_place(const Node& a, const Node& b) {
    return a.name == b.name && same(a.what, b.what) && a.inputs == b.inputs && a.output == b.output;
}
bool same(const graph::node& a, const graph::node& b) { return same_place(a, b) && same(a.parameters, b.parameters); }
bool same(const graph::quantized_node& a, const graph::quantized_node& b) {
    return same_place(a, b) && a.range.lowest == b.range.lowest && a.range.highest == b.range.highest &&
           same_bits(a.clamp.lowest, b.clamp.lowest) && same_bits(a.clamp.highest, b.clamp.highest) &&
           a.payload.index() == b.payload.index() &&
           std::visit([&](const auto& each) { return same(each, std::get<std::decay_t<decltype(each)>>(b.payload)); },
                      a.payload);
}

template <class Items>
std::string first_difference(std::string_view what, const Items& a, const Items& b) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (!same(a[i], b[i])) return text(what, " ", i, " '", a[i].name, "'");
    return a.size() == b.size() ? "" : text("number of ", what, "s");
}

} // namespace

graph::model example_model() {
    using graph::function;
    graph::model net;
    const graph::tensor_id image = net.input("image", {6, 5, 2}), vector = net.input("größe \"\\\n", {4});
    op::window window = op::same_padding(op::window_of({3, 2}));
    window.dilation = {2, 1};
    window.padding = {2, 0, 2, 1};
    graph::tensor_id x = net.conv2d(image, {.filters = 4, .window = window, .groups = 2}, "stem");
    x = net.append("stem.norm", graph::operations::batch_norm{1e-3F, 0.03F}, {x},
                   {{"scale", {4}, {1, 2, 3, 4}},
                    {"shift", {4}, {0.1F, 0.2F, -0.0F, 1e-45F}},
                    {"mean", {4}, {0, 0, 0, 0}},
                    {"variance", {4}, {1, 1, 1, 3.4e38F}}});
    for (const function what :
         {function::relu, function::relu6, function::sigmoid, function::tanh, function::hard_swish, function::gelu})
        x = net.elementwise(x, {.what = what});
    x = net.elementwise(x, {.what = function::leaky_relu, .lowest = 0.01F});
    x = net.elementwise(x, {.what = function::clamp, .lowest = -0.3F, .highest = INFINITY});
    x = net.elementwise(x,
                        {.what = function::user, .name = "twice", .evaluate = twice, .derivative = twice_derivative});
    const graph::tensor_id deep = net.depthwise_conv2d(x, op::same_padding(op::window_of({3, 3})), {}, false);
    x = net.concat({net.add(x, deep), net.mul(x, x), deep});
    x = net.max_pool2d(x, op::window_of({2, 2}));
    x = net.average_pool2d(x, op::same_padding(op::window_of({3, 3})), {}, true);
    op::window doubling = op::window_of({2, 2});
    doubling.stride = {2, 2};
    x = net.conv2d_transpose(x, 3, doubling, {1, 0});
    net.output(x);
    x = net.resize(x, {3, 7}, graph::interpolation::bilinear);
    x = net.resize(x, {2, 2}, graph::interpolation::nearest);
    const graph::tensor_id mean = net.global_average_pool(x);
    x = net.concat({net.flatten(x), mean, vector});
    net.output(net.softmax(net.linear(x, 3, "logits")));
    fill(net);
    return net;
}

graph::quantized_model example_quantized_model() {
    using namespace graph;
    const auto integers = [](const format_value& format, float scale, int zero_point) {
        return tensor_quantization{format, {scale, zero_point}};
    };
    quantized_model net;
    net.edges = {{"image", {4, 4, 2}, {}},
                 {"image/quantized", {4, 4, 2}, integers(format_value_of<uint8>, 0.0123F, 17)},
                 {"stem", {4, 4, 3}, integers(format_value_of<uint4>, 0.7F, 3)},
                 {"table", {4, 4, 3}, integers(format_value_of<int8>, 1e-3F, -128)},
                 {"norm", {4, 4, 3}, integers(format_value_of<int8>, 0.25F, 0)},
                 {"flat", {48}, integers(format_value_of<int8>, 0.25F, 0)},
                 {"flat/dequantized", {48}, {}},
                 {"dynamic", {5}, {}},
                 {"real", {2}, {}}};
    net.inputs = {{0}};
    net.outputs = {{8}, {6}};

    integer_weights stem{format_value_of<int4_narrow>, {3, 1, 1, 2}, {-7, 7, 0, 3, -1, 2}, {0.1F, 0.2F, 0.3F}, {}};
    stem.bias = {-2147483647 - 1, 2147483647, 5};
    const integer_weights norm{format_value_of<ternary>, {3}, {-1, 0, 1}, {0.5F}, {1, 2, 3}};
    dynamic_weights layer{{format_value_of<int8_narrow>, {5, 48}, {}, {0.125F}, {}},
                          {0.1F, -0.2F, 0.3F, 0, -0.0F},
                          {format_value_of<uint8>, false, {granularity_value::kind::tensor, 0, 0}}};
    for (int i = 0; i < 5 * 48; ++i) layer.weights.values.push_back(static_cast<std::int8_t>(i - 120));
    lookup_table table;
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<std::int8_t>(i * 7);
    const std::vector<parameter> real{{"weights", {2, 5}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 0.1F}}, {"bias", {2}, {1, -1}}};

    const auto none = op::activation::none;
    net.nodes = {{"image/quantized", operations::quantize{}, {{0}}, {1}, {0, 255}, none, {}},
                 {"stem", operations::conv2d{op::window_of({1, 1}), 1}, {{1}}, {2}, {3, 15}, none, stem},
                 {"table",
                  operations::elementwise{.what = function::user, .name = "unknown"},
                  {{2}},
                  {3},
                  {-128, 127},
                  none,
                  table},
                 {"norm", operations::batch_norm{1e-5F, 0.1F}, {{3}}, {4}, {-128, 127}, none, norm},
                 {"flat", operations::flatten{}, {{4}}, {5}, {-128, 127}, none, {}},
                 {"back", operations::dequantize{}, {{5}}, {6}, {0, 0}, op::activation::relu6, {}},
                 {"dynamic", operations::linear{}, {{6}}, {7}, {0, 0}, op::activation{-0.1F, 1e9F}, layer},
                 {"real", operations::linear{}, {{7}}, {8}, {0, 0}, none, real}};
    return net;
}

std::string difference(const graph::model& a, const graph::model& b) {
    if (!std::ranges::equal(a.inputs(), b.inputs())) return "inputs";
    if (!std::ranges::equal(a.outputs(), b.outputs())) return "outputs";
    return first_difference("tensor", a.tensors(), b.tensors()) + first_difference("node", a.nodes(), b.nodes());
}

std::string difference(const graph::quantized_model& a, const graph::quantized_model& b) {
    if (a.inputs != b.inputs) return "inputs";
    if (a.outputs != b.outputs) return "outputs";
    if (a.profile != b.profile) return "profile";
    return first_difference("tensor", a.edges, b.edges) + first_difference("node", a.nodes, b.nodes);
}
