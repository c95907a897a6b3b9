// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <variant>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/node_traits.hpp>
#include <quanta/graph/parameters.hpp>
#include <quanta/graph/quantized_model.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// `folded` with the weights that the integers of `quantized`, which was made of it, stand for: weight = integer * scale,
/// bias = steps * input scale * scale. What the two networks still differ by is what integers do to activations. A batch_norm
/// that stands alone stays as it is. Errors: a node that `folded` does not have, or has with other extents.
[[nodiscard]] inline model dequantize_weights(model folded, const quantized_model& quantized) {
    for (const quantized_node& from : quantized.nodes) {
        const auto* weights = std::get_if<integer_weights>(&from.payload);
        if (weights == nullptr || is<operations::batch_norm>(from.what)) continue;
        const auto to = std::find_if(folded.nodes().begin(), folded.nodes().end(),
                                     [&](const node& each) { return each.name == from.name; });
        check(to != folded.nodes().end(), "dequantize_weights: the network in floats has no node '", from.name, "'");
        parameter* reals = find_parameter(to->parameters, "weights");
        check(reals != nullptr && reals->extents == weights->extents, "dequantize_weights: node '", from.name,
              "' has other weights in floats than ", shape_text(weights->extents));
        const std::size_t outputs = weights->extents[0], size = weights->values.size() / outputs;
        const auto scale = [&](std::size_t o) { return weights->scales[weights->scales.size() == 1 ? 0 : o]; };
        for (std::size_t i = 0; i < weights->values.size(); ++i)
            reals->values[i] = static_cast<float>(weights->values[i]) * scale(i / size);
        parameter* bias = find_parameter(to->parameters, "bias");
        if (bias == nullptr) continue;
        const double input_scale = quantized.edges[from.inputs[0].index].quantization->params.scale;
        for (std::size_t o = 0; o < outputs; ++o)
            bias->values[o] = static_cast<float>(weights->bias[o] * input_scale * scale(o));
    }
    return folded;
}

} // namespace quanta::graph
