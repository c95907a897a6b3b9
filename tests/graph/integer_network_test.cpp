// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <graph/made_network.hpp>
#include <graph/network_comparison.hpp>
#include <graph/random_graph.hpp>
#include <quanta/core/thread_pool.hpp>
#include <quanta/graph/convert.hpp>
#include <quanta/graph/make_lookup_table.hpp>
#include <quanta/graph/make_plan.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>
#include <support/limited_isa.hpp>

using namespace quanta;
using graph::const_samples;
using graph::model;
using graph::quantized_model;
using graph::tensor_id;
using support::check_against;
using support::elements_of;
using support::made_network;
using support::memory;
using support::simulate;
using support::simulated_tensor;

namespace {

/// Sample `b` of `batch`.
std::vector<float> sample_of(const std::vector<float>& values, std::size_t b, std::size_t batch) {
    const auto size = static_cast<std::ptrdiff_t>(values.size() / batch);
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(b) * size;
    return {begin, begin + size};
}

/// The floats of a network whose tensors are all of floats, by tensor.
std::vector<std::vector<float>> observed(const quantized_model& quantized, const std::vector<float>& inputs,
                                         std::size_t batch) {
    struct keep {
        std::vector<std::vector<float>>& seen;
        void operator()(tensor_id t, const const_samples& values) const {
            for (std::size_t b = 0; b < values.extent(0); ++b)
                for (std::size_t i = 0; i < values.extent(1); ++i) seen[t.index].push_back(values(b, i));
        }
        void operator()(tensor_id, const graph::integer_samples&) const { FAIL("integers between dynamic layers"); }
    };
    const graph::integer_network network = made_network(quantized);
    memory workspace(network.observe_workspace_bytes(batch, 1));
    const const_samples input(inputs.data(), {batch, inputs.size() / batch});
    std::vector<std::vector<float>> seen(network.edges().size());
    inline_executor alone;
    network.observe(std::span(&input, 1), workspace.span(), alone, keep{seen});
    return seen;
}

/// Each dynamic layer equals its simulation on what it reads. All else is in floats, summed in an order of the library's
/// own, and is taken from a run.
void check_dynamic(const quantized_model& quantized, const std::vector<float>& inputs, std::size_t batch) {
    for (const isa::id id : isa::available()) {
        CAPTURE(isa::name(id));
        const support::limited_isa limit(id);
        const auto seen = observed(quantized, inputs, batch);
        std::vector<std::vector<simulated_tensor>> expected;
        for (std::size_t b = 0; b < batch; ++b)
            expected.push_back(simulate(quantized, sample_of(inputs, b, batch), 1,
                                        [&](const graph::quantized_node& each, const auto&) {
                                            return sample_of(seen[each.output.index], b, batch);
                                        })[0]);
        inline_executor alone;
        check_against(expected, quantized, inputs, alone);
        thread_pool pool(3);
        check_against(expected, quantized, inputs, pool);
    }
}

/// conv, depthwise, add, tanh, pool, linear; with some of it in floats, or dynamic, where asked.
quantized_model small_network(const graph::overrides& exceptions = {}) {
    model net;
    const auto same = op::same_padding(op::window_of({3, 3}));
    const tensor_id image = net.input("image", {8, 8, 3});
    const tensor_id stem = net.relu(net.conv2d(image, {.filters = 8, .window = same}, "stem"), "stem_relu");
    const tensor_id sum = net.add(stem, net.depthwise_conv2d(stem, same, "depthwise"), "sum");
    const tensor_id curved = net.elementwise(sum, {.what = graph::function::tanh}, "tanh");
    net.output(net.linear(net.global_average_pool(curved, "pool"), 10, "classes"));
    std::uint32_t seed = 1;
    for (graph::node& each : net.nodes())
        for (graph::parameter& p : each.parameters) p.values = support::floats(p.values.size(), 0.3F, seed++);
    const auto plan = make_plan(net, graph::scheme_value_of<scheme<uint8, asymmetric, per_tensor>>,
                                graph::scheme_value_of<scheme<int4, symmetric, per_channel<0>>>, exceptions);
    graph::tensor_parameters parameters;
    for (std::size_t t = 0; t < plan.tensors.size(); ++t)
        if (plan.has_own_parameters(t)) parameters[plan.tensors[t].name] = {0.03F, 120};
    return convert(net, plan, parameters);
}
constexpr std::size_t small_elements = 8 * 8 * 3;

} // namespace

TEST_CASE("random graphs equal their simulation on every instruction set", "[graph][isa]") {
    constexpr std::size_t batch = 3;
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        CAPTURE(seed);
        support::random_graph random(seed);
        const quantized_model quantized = random.quantized();
        const std::size_t size = elements_of(quantized.edges[quantized.inputs[0].index].extents);
        const std::vector<float> inputs = random.floats(batch * size, 1.5F);
        const auto expected = simulate(quantized, inputs, batch);
        for (const isa::id id : isa::available()) {
            CAPTURE(isa::name(id));
            const support::limited_isa limit(id);
            inline_executor alone;
            check_against(expected, quantized, inputs, alone);
            thread_pool pool(3);
            check_against(expected, quantized, inputs, pool);
        }
    }
}

TEST_CASE("run gives the values that observe shows, into rows of any distance", "[graph]") {
    for (std::uint32_t seed = 100; seed < 130; ++seed) {
        CAPTURE(seed);
        constexpr std::size_t batch = 2;
        support::random_graph random(seed);
        const quantized_model quantized = random.quantized();
        const std::size_t size = elements_of(quantized.edges[quantized.inputs[0].index].extents), pitch = size + 5;
        const std::vector<float> inputs = random.floats(batch * pitch, 1.5F);
        std::vector<float> packed;
        for (std::size_t b = 0; b < batch; ++b)
            packed.insert(packed.end(), inputs.begin() + static_cast<std::ptrdiff_t>(b * pitch),
                          inputs.begin() + static_cast<std::ptrdiff_t>(b * pitch + size));
        const auto expected = simulate(quantized, packed, batch);
        const graph::integer_network network = made_network(quantized);
        memory workspace(network.workspace_bytes(batch, 1));
        const const_samples input(inputs.data(), {batch, size}, {static_cast<std::ptrdiff_t>(pitch), 1});
        std::vector<std::vector<float>> results;
        std::vector<graph::samples> outputs;
        for (const graph::tensor& each : network.outputs()) {
            const std::size_t count = elements_of(each.extents);
            results.emplace_back(batch * (count + 3), -77.0F);
            outputs.emplace_back(results.back().data(), std::array<std::size_t, 2>{batch, count},
                                 std::array<std::ptrdiff_t, 2>{static_cast<std::ptrdiff_t>(count + 3), 1});
        }
        inline_executor alone;
        network.run(std::span(&input, 1), std::span<const graph::samples>(outputs), workspace.span(), alone);
        for (std::size_t o = 0; o < outputs.size(); ++o)
            for (std::size_t b = 0; b < batch; ++b) {
                for (std::size_t i = 0; i < outputs[o].extent(1); ++i)
                    REQUIRE(outputs[o](b, i) == expected[b][quantized.outputs[o].index].reals[i]);
                REQUIRE(outputs[o](b, outputs[o].extent(1)) == -77.0F); // behind the row
            }
    }
}

TEST_CASE("nodes in float stand between integers", "[graph]") {
    for (const char* name : {"tanh", "sum", "pool"}) {
        const quantized_model quantized = small_network({.nodes = {{.node = name, .in_float = true}}});
        const auto inputs = support::floats(2 * small_elements, 1.0F, 5);
        const auto in_floats = [&](const graph::quantized_node& each, const auto& operands) {
            std::vector<float> result = *operands[0];
            if (const auto* function = std::get_if<graph::operations::elementwise>(&each.what))
                for (float& value : result) value = graph::evaluate(*function, value);
            else if (operands.size() == 2)
                for (std::size_t i = 0; i < result.size(); ++i) result[i] += (*operands[1])[i];
            return result;
        };
        if (std::string(name) == "pool") { // its floats are summed in an order of the library's own
            const graph::integer_network network = made_network(quantized);
            CHECK(std::any_of(network.edges().begin(), network.edges().end(),
                              [](const graph::edge& each) { return each.name == "pool/quantized"; }));
            continue;
        }
        inline_executor alone;
        check_against(simulate(quantized, inputs, 2, in_floats), quantized, inputs, alone);
    }
}

TEST_CASE("dynamic layers equal their simulation on every instruction set", "[graph][isa]") {
    constexpr std::size_t batch = 3;
    check_dynamic(small_network({.is_dynamic = true}), support::floats(batch * small_elements, 1.0F, 6), batch);
    std::size_t transposed = 0;
    for (std::uint32_t seed = 200; seed < 240; ++seed) {
        CAPTURE(seed);
        support::random_graph random(seed);
        const quantized_model quantized = random.dynamic();
        const std::size_t size = elements_of(quantized.edges[quantized.inputs[0].index].extents);
        check_dynamic(quantized, random.floats(batch * size, 1.5F), batch);
        transposed += static_cast<std::size_t>(
            std::count_if(quantized.nodes.begin(), quantized.nodes.end(), [](const graph::quantized_node& each) {
                return graph::is<graph::operations::conv2d_transpose>(each.what) &&
                       std::holds_alternative<graph::dynamic_weights>(each.payload);
            }));
    }
    CHECK(transposed >= 10);
}

TEST_CASE("run allocates nothing", "[graph]") {
    const auto inputs = support::floats(4 * small_elements, 1.0F, 7);
    std::vector<float> results(4 * 10);
    for (const graph::overrides& exceptions :
         {graph::overrides{}, graph::overrides{.nodes = {{.node = "sum", .in_float = true}}},
          graph::overrides{.is_dynamic = true}}) {
        const graph::integer_network network = made_network(small_network(exceptions));
        thread_pool pool(2);
        memory workspace(network.workspace_bytes(4, 2));
        const std::size_t before = support::allocations();
        network.run(view(inputs.data(), {4, small_elements}), view(results.data(), {4, 10}), workspace.span(), pool);
        CHECK(support::allocations() == before);
    }
}

TEST_CASE("two threads run one network, each with a workspace of its own", "[graph]") {
    const graph::integer_network network = made_network(small_network());
    const auto run = [&](std::uint32_t seed) {
        const auto inputs = support::floats(3 * small_elements, 1.0F, seed);
        std::vector<float> results(30);
        memory workspace(network.workspace_bytes(3, 1));
        network.run(view(inputs.data(), {3, small_elements}), view(results.data(), {3, 10}), workspace.span());
        return results;
    };
    const auto first = run(1), second = run(2);
    std::size_t differences[2]{};
    const auto repeat = [&](std::uint32_t seed, const std::vector<float>& expected, std::size_t& wrong) {
        for (int i = 0; i < 10; ++i) wrong += run(seed) != expected;
    };
    std::thread other([&] { repeat(2, second, differences[1]); });
    repeat(1, first, differences[0]);
    other.join();
    CHECK(differences[0] + differences[1] == 0);
}

TEST_CASE("a network reports its memory", "[graph]") {
    const graph::integer_network network = made_network(small_network());
    const graph::memory_report report = network.memory(4, 2);
    CHECK(report.peak_bytes <= report.unshared_bytes);
    CHECK(report.peak_bytes <= report.workspace_bytes);
    CHECK(report.workspace_bytes == network.workspace_bytes(4, 2));
    CHECK(report.peak_bytes >= 4 * (3 * 8 * 8 * 8)); // three tensors of bytes meet at the addition
    CHECK(report.peak_bytes <= 4 * (3 * 8 * 8 * 8 + 3 * 8 * 8));
    // The stem and the depthwise layer in 8 bits, the classifier in 4; a scale and a bias for each output; a table.
    CHECK(report.weight_bytes == (8 * 27 + 8 * 9 + 10 * 8 / 2) + 8 * (8 + 8 + 10) + 256);
}

TEST_CASE("a network keeps the instruction set that it was made for", "[graph][isa]") {
    const quantized_model quantized = small_network();
    const support::limited_isa limit(isa::id::reference);
    CHECK(made_network(quantized).instruction_set() == isa::id::reference);
}

TEST_CASE("operands that do not fit are refused by name", "[graph]") {
    const graph::integer_network network = made_network(small_network());
    std::vector<float> inputs(2 * small_elements), results(20);
    memory workspace(network.workspace_bytes(2, 1));
    const auto in = view(static_cast<const float*>(inputs.data()), {2, small_elements});
    const auto out = view(results.data(), {2, 10});
    REQUIRE_ERROR(network.run(view(static_cast<const float*>(inputs.data()), {2, 10}), out, workspace.span()),
                  "the input 'image' is (2, 10), expected is (2, 192)");
    REQUIRE_ERROR(network.run(in, view(results.data(), {1, 10}), workspace.span()),
                  "the output 'classes' is (1, 10), expected is (2, 10)");
    REQUIRE_ERROR(network.run(in, out, workspace.span().first(workspace.buffer.size() - 1)), "a workspace of");
    REQUIRE_ERROR(network.run(in, out, workspace.span().subspan(1)), "a workspace of");
    REQUIRE_ERROR(network.run(in, graph::samples(inputs.data(), {2, 10}), workspace.span()), "overlaps");
    const const_samples apart(inputs.data(), {1, small_elements}, {1, 2});
    REQUIRE_ERROR(network.run(apart, view(results.data(), {1, 10}), workspace.span()), "they must be neighbours");
    inline_executor alone;
    REQUIRE_ERROR(network.run(std::span<const const_samples>(), std::span(&out, 1), workspace.span(), alone),
                  "0 inputs, expected are 1");
    network.run(view(static_cast<const float*>(inputs.data()), {0, small_elements}), view(results.data(), {0, 10}),
                workspace.span());
}
