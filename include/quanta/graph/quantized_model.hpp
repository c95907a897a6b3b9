// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <quanta/graph/node.hpp>
#include <quanta/graph/scheme_value.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/op/guard_finding.hpp>
#include <quanta/op/integer_range.hpp>
#include <quanta/params/affine_params.hpp>
#include <quanta/params/profile_value.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// How the integers of a tensor stand for reals. One byte holds each of them, whatever the format's bits are.
struct tensor_quantization {
    format_value format;
    affine_params params;
};

/// A tensor between the nodes of a quantized graph: of integers, or of floats where there is no quantization.
struct edge {
    std::string name;
    shape extents;
    std::optional<tensor_quantization> quantization;
};

/// Symmetric integer weights: the parameters of convolutions and linear layers. `scales`: one, or one per output.
struct integer_weights {
    format_value format;
    shape extents; ///< as in the float graph
    std::vector<std::int8_t> values;
    std::vector<float> scales;
    std::vector<std::int32_t> bias; ///< in steps of input scale * weight scale, one per output
};

/// Weights of a layer that takes and gives floats and quantizes them in each run, its bias in floats.
struct dynamic_weights {
    integer_weights weights; ///< `bias` is empty
    std::vector<float> bias;
    scheme_value activations; ///< what the input is quantized to
};

/// q -> values[q - (lowest storable)]: a function from one byte format to another.
using lookup_table = std::array<std::int8_t, 256>;

/// Where the node's inputs are integers it computes in integers, and then `range` clamps what it gives; its result is in
/// floats where the output tensor has no quantization. Where inputs are floats it is a node of the float graph, or dynamic.
struct quantized_node {
    std::string name;
    operation what;
    std::vector<tensor_id> inputs;
    tensor_id output;
    op::integer_range range; ///< of the integers it gives
    op::activation clamp;    ///< of the reals it gives, where it gives reals from integers
    std::variant<std::monostate, std::vector<parameter>, integer_weights, dynamic_weights, lookup_table> payload;
};

/// A network in integers, as data: what conversion makes, files hold, and `integer_network` runs.
struct quantized_model {
    std::vector<edge> edges;
    std::vector<quantized_node> nodes; ///< in an order in which they can run
    std::vector<tensor_id> inputs, outputs;
    profile_value profile = profile_value::quanta; ///< whose arithmetic its integers follow
    std::vector<op::guard_finding> findings = {};  ///< weight scales that conversion widened; files do not hold them
};

} // namespace quanta::graph
