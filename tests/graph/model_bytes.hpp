// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <quanta/graph/label.hpp>
#include <quanta/graph/quantized_model.hpp>

namespace support {

/// Everything that a quantized model holds, bit for bit, but for the attributes of its operations: for comparing two.
inline std::string model_bytes(const quanta::graph::quantized_model& model) {
    using namespace quanta;
    std::string all;
    const auto add = [&](const auto&... parts) { (((all += text(parts)) += ' '), ...); };
    const auto add_float = [&](float value) { add(std::bit_cast<std::uint32_t>(value)); };
    const auto add_floats = [&](const std::vector<float>& values) {
        add(values.size());
        for (const float value : values) add_float(value);
    };
    const auto add_ids = [&](const std::vector<graph::tensor_id>& ids) {
        add(ids.size());
        for (const graph::tensor_id id : ids) add(id.index);
    };
    const auto add_weights = [&](const graph::integer_weights& weights) {
        add(weights.format.name, weights.values.size());
        for (const std::size_t extent : weights.extents) add(extent);
        for (const std::int8_t value : weights.values) add(int{value});
        for (const std::int32_t value : weights.bias) add(value);
        add_floats(weights.scales);
    };
    for (const graph::edge& each : model.edges) {
        add(each.name, each.quantization ? 1 : 0);
        for (const std::size_t extent : each.extents) add(extent);
        if (!each.quantization) continue;
        add(each.quantization->format.name, each.quantization->params.zero_point);
        add_float(each.quantization->params.scale);
    }
    for (const graph::quantized_node& each : model.nodes) {
        add(each.name, graph::label(each.what), each.output.index, each.range.lowest, each.range.highest,
            each.payload.index());
        add_ids(each.inputs);
        add_float(each.clamp.lowest);
        add_float(each.clamp.highest);
        if (const auto* weights = std::get_if<graph::integer_weights>(&each.payload)) add_weights(*weights);
        if (const auto* table = std::get_if<graph::lookup_table>(&each.payload))
            for (const std::int8_t entry : *table) add(int{entry});
        if (const auto* layer = std::get_if<graph::dynamic_weights>(&each.payload)) {
            add_weights(layer->weights);
            add_floats(layer->bias);
            add(graph::scheme_text(layer->activations));
        }
        if (const auto* parameters = std::get_if<std::vector<graph::parameter>>(&each.payload))
            for (const graph::parameter& learned : *parameters) {
                add(learned.name);
                add_floats(learned.values);
            }
    }
    add_ids(model.inputs);
    add_ids(model.outputs);
    return all;
}

} // namespace support
