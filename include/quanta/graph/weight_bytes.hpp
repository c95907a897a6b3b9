// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <variant>
#include <vector>

#include <quanta/graph/quantized_model.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// ceil(count * bits / 8) for the weights, 4 for each scale and bias: a weight of 4 bits is half a byte.
[[nodiscard]] inline std::size_t weight_bytes(const integer_weights& weights) {
    const std::size_t bits = weights.values.size() * static_cast<std::size_t>(weights.format.bits);
    return (bits + 7) / 8 + 4 * (weights.scales.size() + weights.bias.size());
}

/// Bytes of all that a quantized model has learned: weights as above, tables, parameters that stay in floats.
[[nodiscard]] inline std::size_t weight_bytes(const quantized_model& model) {
    std::size_t total = 0;
    for (const quantized_node& each : model.nodes) {
        if (const auto* weights = std::get_if<integer_weights>(&each.payload)) total += weight_bytes(*weights);
        if (const auto* layer = std::get_if<dynamic_weights>(&each.payload))
            total += weight_bytes(layer->weights) + 4 * layer->bias.size();
        if (std::holds_alternative<lookup_table>(each.payload)) total += sizeof(lookup_table);
        if (const auto* parameters = std::get_if<std::vector<parameter>>(&each.payload))
            for (const parameter& values : *parameters) total += 4 * values.values.size();
    }
    return total;
}

} // namespace quanta::graph
