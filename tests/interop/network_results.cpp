// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include <interop/network_results.hpp>
#include <quanta/core/aligned_buffer.hpp>
#include <quanta/graph/float_network.hpp>
#include <quanta/graph/integer_network.hpp>

using namespace quanta;

namespace {

constexpr std::size_t batch = 3;

/// The values of all outputs, one behind the other, for inputs that are always the same.
template <class Network>
std::vector<float> results(const Network& network, std::span<const graph::tensor> inputs,
                           std::span<const graph::tensor> outputs) {
    std::mt19937 random(1);
    std::vector<std::vector<float>> given, made;
    std::vector<graph::const_samples> input_views;
    std::vector<graph::samples> output_views;
    given.reserve(inputs.size());
    made.reserve(outputs.size());
    for (const graph::tensor& each : inputs) {
        const std::size_t elements = graph::element_count(each.name, each.extents);
        std::vector<float>& values = given.emplace_back(batch * elements);
        for (float& value : values) value = static_cast<float>(random() % 2001) / 500.0F - 2;
        input_views.emplace_back(values.data(), graph::const_samples::extents_type{batch, elements});
    }
    for (const graph::tensor& each : outputs) {
        const std::size_t elements = graph::element_count(each.name, each.extents);
        std::vector<float>& values = made.emplace_back(batch * elements);
        output_views.emplace_back(values.data(), graph::samples::extents_type{batch, elements});
    }
    aligned_buffer memory(network.workspace_bytes(batch, 1));
    inline_executor executor;
    network.run(input_views, output_views, {memory.data(), memory.size()}, executor);
    std::vector<float> all;
    for (const auto& values : made) all.insert(all.end(), values.begin(), values.end());
    return all;
}

} // namespace

std::vector<float> results(const graph::model& net) {
    std::vector<graph::tensor> inputs, outputs;
    for (const graph::tensor_id id : net.inputs()) inputs.push_back(net[id]);
    for (const graph::tensor_id id : net.outputs()) outputs.push_back(net[id]);
    return results(graph::float_network(net), inputs, outputs);
}
std::vector<float> results(const graph::quantized_model& net) {
    const graph::integer_network network(net);
    return results(network, network.inputs(), network.outputs());
}
