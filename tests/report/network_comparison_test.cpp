// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch_all.hpp>

#include <quanta/graph.hpp>
#include <quanta/report.hpp>
#include <quanta/train/initialize.hpp>
#include <support/failure.hpp>

using namespace quanta;
using Catch::Matchers::WithinRel;
using report::named_error;

namespace {

using uint8_activations = scheme<uint8, asymmetric, per_tensor>;
using int8_weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using int8_recipe = recipe<uint8_activations, int8_weights, min_max, full_range>;

constexpr std::size_t samples = 20, pixels = 6 * 6 * 2;

graph::model small_network() {
    graph::model net;
    auto x = net.input("image", {6, 6, 2});
    x = net.relu(net.conv2d(x, {.filters = 8, .window = op::same_padding(op::window_of({3, 3}))}, "conv"), "relu");
    net.output(net.linear(net.global_average_pool(x, "average"), 3, "logits"));
    train::initialize(net, 1);
    return net;
}

std::vector<float> images() {
    std::vector<float> values(samples * pixels);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i * 7919 % 512) / 256 - 1;
    return values;
}

/// Every tensor of a network in floats, by name.
std::map<std::string, std::vector<float>> tensors_of(const graph::model& net, const graph::const_samples& input) {
    report::observed_network observed(net);
    inline_executor executor;
    std::map<std::string, std::vector<float>> all;
    observed.observe(std::span(&input, 1), executor, [&](std::size_t tensor, const auto& values) {
        report::copy_reals(values, all[observed.tensors()[tensor].name]);
    });
    return all;
}

const report::tensor_error& of(const std::vector<named_error>& rows, const std::string& name) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name == name; });
    REQUIRE(found != rows.end());
    return found->error;
}

} // namespace

TEST_CASE("a quantized network is compared with the network that it was made from", "[report]") {
    const graph::model net = small_network();
    const std::vector<float> values = images();
    const auto input = view(values.data(), {samples, pixels});
    const graph::quantized_model quantized = graph::quantize<int8_recipe>(net, input);
    const std::vector<named_error> rows = report::compare_networks(net, quantized, input, 8);

    std::vector<std::string> names;
    for (const named_error& row : rows) names.push_back(row.name);
    REQUIRE(names == std::vector<std::string>{"image", "relu", "average", "logits"}); // conv is folded into relu
    REQUIRE(of(rows, "relu").count == samples * 6 * 6 * 8);
    for (const named_error& row : rows) {
        CAPTURE(row.name);
        REQUIRE(row.error.non_finite == 0);
        REQUIRE(row.error.sqnr_db > 20);
    }
    REQUIRE(of(rows, "image").maximum_error == 0); // floats in both
    REQUIRE_FALSE(of(rows, "image").clip_rate.has_value());
    REQUIRE(of(rows, "relu").maximum_error > 0);
    REQUIRE(of(rows, "relu").clip_rate.value() < 0.01);
    REQUIRE(of(rows, "relu").saturation_rate.value() < 0.01);

    // the same numbers from the tensors themselves
    const graph::integer_network network(quantized);
    aligned_buffer memory(network.observe_workspace_bytes(samples, 1));
    inline_executor executor;
    const auto expected = tensors_of(net, input);
    network.observe(std::span(&input, 1), {memory.data(), memory.size()}, executor,
                    [&](graph::tensor_id id, const auto& found) {
                        const std::string& name = network.edges()[id.index].name;
                        if (!expected.contains(name)) return;
                        std::vector<float> reals;
                        report::copy_reals(found, reals);
                        const report::tensor_error error = report::compare(expected.at(name), reals);
                        CAPTURE(name);
                        REQUIRE(of(rows, name).maximum_error == error.maximum_error);
                        REQUIRE(of(rows, name).histogram_distance == error.histogram_distance);
                        REQUIRE_THAT(of(rows, name).mean_error, WithinRel(error.mean_error, 1e-12));
                    });
}

TEST_CASE("batches and merged comparisons give what one batch gives", "[report]") {
    const graph::model net = small_network();
    const std::vector<float> values = images();
    const auto input = view(values.data(), {samples, pixels});
    const graph::quantized_model quantized = graph::quantize<int8_recipe>(net, input);
    const report::tensor_error whole = of(report::compare_networks(net, quantized, input, samples), "logits");

    inline_executor executor;
    report::network_comparison first(net, quantized), second(net, quantized);
    const graph::calibration_data data(input);
    second.observe(data.batch(0, 3), executor);
    first.observe(data.batch(3, samples), executor);
    first.merge(second);
    for (const report::tensor_error& parts :
         {of(first.result(), "logits"), of(report::compare_networks(net, quantized, input, 7), "logits")}) {
        REQUIRE(parts.count == whole.count);
        REQUIRE(parts.maximum_error == whole.maximum_error);
        REQUIRE(parts.saturation_rate == whole.saturation_rate);
        REQUIRE(parts.histogram_distance == whole.histogram_distance);
        REQUIRE_THAT(parts.sqnr_db, WithinRel(whole.sqnr_db, 1e-12));
    }
}

TEST_CASE("two quantized networks are compared, and a network with itself", "[report]") {
    using int4_weights = scheme<int4, symmetric, per_channel<0>>;
    const graph::model net = small_network();
    const std::vector<float> values = images();
    const auto input = view(values.data(), {samples, pixels});
    const graph::quantized_model wide = graph::quantize<int8_recipe>(net, input);
    const auto narrow = graph::quantize<recipe<uint8_activations, int4_weights, min_max, full_range>>(net, input);
    REQUIRE(of(report::compare_networks(wide, narrow, input, 8), "logits").sqnr_db < 40); // the first layer stays int8
    for (const named_error& row : report::compare_networks(wide, wide, input, 8)) REQUIRE(row.error.maximum_error == 0);
    REQUIRE(report::worst_first(report::compare_networks(net, net, input, 8)).empty());
}

TEST_CASE("networks that cannot be compared are refused", "[report]") {
    const graph::model net = small_network();
    graph::model stranger;
    stranger.output(stranger.relu(stranger.input("x", {3}), "y"));
    REQUIRE_ERROR(report::network_comparison(net, stranger), "no tensor's name in common");
    graph::model other_size;
    other_size.output(other_size.relu(other_size.input("image", {3}), "y"));
    REQUIRE_ERROR(report::network_comparison(net, other_size),
                  "tensor 'image' has 72 elements in one network and 3 in the other");
    report::network_comparison a(net, net), b(other_size, other_size);
    REQUIRE_ERROR(a.merge(b), "of different tensors");
    const std::vector<float> values = images();
    REQUIRE_ERROR(report::compare_networks(net, net, view(values.data(), {samples, pixels}), 0), "batches of 0");
}
