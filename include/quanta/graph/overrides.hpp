// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <quanta/graph/scheme_value.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// What one node does otherwise than the recipe says.
struct node_override {
    /// The node's name, or that of an input of the graph, of which `activations` can be chosen.
    std::string node;
    std::optional<scheme_value> weights = {};
    /// Of what the node gives, an activation that is folded into it included.
    std::optional<scheme_value> activations = {};
    /// The node computes in floats; what it reads and gives is dequantized and quantized around it.
    bool in_float = false;
};

/// How a network is quantized beyond the recipe, which holds for all nodes that are not named here.
struct overrides {
    std::vector<node_override> nodes = {};
    /// Weights of less than 8 bits: the first layers and depthwise convolutions, which lose most, have them too. Otherwise
    /// those are int8_narrow per channel, unless their own override says what they have.
    bool narrows_sensitive_layers = false;
    /// Convolutions, transposed ones too, and linear layers take and give floats and quantize their input in each run, so
    /// that nothing has to be calibrated; all else stays in floats.
    bool is_dynamic = false;
};

} // namespace quanta::graph
