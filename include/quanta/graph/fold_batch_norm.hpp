// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/consumers.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/node_traits.hpp>
#include <quanta/graph/parameters.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// What a batch_norm does once its statistics stand: y = factors[c] * x + offsets[c] for channel c.
struct channel_line {
    std::vector<double> factors, offsets;
};

/// factors = scale / sqrt(variance + epsilon), offsets = shift - factors * mean, in double.
/// Error if the node is no batch_norm, or a variance and epsilon are zero together.
[[nodiscard]] inline channel_line line_of(const node& batch_norm) {
    const std::string place = where(batch_norm.name, batch_norm.what);
    const auto* attributes = std::get_if<operations::batch_norm>(&batch_norm.what);
    check(attributes != nullptr, place, ": is no batch_norm");
    const auto scale = values_of(batch_norm.parameters, "scale"), shift = values_of(batch_norm.parameters, "shift");
    const auto mean = values_of(batch_norm.parameters, "mean"), variance = values_of(batch_norm.parameters, "variance");
    channel_line line;
    for (std::size_t c = 0; c < scale.size(); ++c) {
        const double spread = double{variance[c]} + attributes->epsilon;
        check(spread > 0, place, ": variance[", c, "] + epsilon is ", spread, ", it must be positive");
        line.factors.push_back(scale[c] / __builtin_sqrt(spread));
        line.offsets.push_back(__builtin_fma(-line.factors[c], mean[c], shift[c]));
    }
    return line;
}

namespace detail {

/// weights[c] * factors[c], bias[c] * factors[c] + offsets[c]: each computed in double and rounded once.
[[nodiscard]] inline std::vector<parameter> folded_parameters(const node& weighted, const channel_line& line) {
    const parameter& weights = *find_parameter(weighted.parameters, "weights");
    const auto bias = values_of(weighted.parameters, "bias");
    const std::size_t outputs = line.factors.size(), each = weights.values.size() / outputs;
    parameter scaled{"weights", weights.extents, std::vector<float>(weights.values.size())};
    parameter moved{"bias", {outputs}, std::vector<float>(outputs)};
    for (std::size_t c = 0; c < outputs; ++c) {
        for (std::size_t i = c * each; i < (c + 1) * each; ++i)
            scaled.values[i] = static_cast<float>(line.factors[c] * weights.values[i]);
        const double before = bias.empty() ? 0.0 : bias[c];
        moved.values[c] = static_cast<float>(__builtin_fma(before, line.factors[c], line.offsets[c]));
    }
    return {std::move(scaled), std::move(moved)};
}

/// For each node, the weighted node whose tensor it alone reads and takes up, if it is a batch_norm behind one.
[[nodiscard]] inline std::vector<std::optional<std::size_t>> folded_nodes(const model& network) {
    const auto only = only_consumers(network);
    std::vector<std::optional<std::size_t>> folded(network.nodes().size());
    for (std::size_t n = 0; n < network.nodes().size(); ++n) {
        const node& each = network.nodes()[n];
        const auto reader = only[each.output.index];
        if (is_weighted(each.what) && reader && is<operations::batch_norm>(network.nodes()[*reader].what))
            folded[*reader] = n;
    }
    return folded;
}

} // namespace detail

/// The same network with fewer nodes: conv2d, conv2d_transpose and linear, where a batch_norm alone reads what they make,
/// become one node that does both, under the batch_norm's name. With a = scale / sqrt(variance + epsilon) per channel:
///
///     weights' = weights * a,  bias' = bias * a + shift - mean * a        in double, each rounded once to float
///
/// Other batch_norms stay. Tensors keep their names and order. Errors: a variance and epsilon of zero; results beyond
/// what floats hold.
[[nodiscard]] inline model fold_batch_norm(const model& network) {
    constexpr std::size_t none = largest_size;
    const auto taken_up = detail::folded_nodes(network);
    std::vector<std::size_t> maker(network.tensors().size(), none); // node, by tensor
    for (std::size_t n = 0; n < network.nodes().size(); ++n) maker[network.nodes()[n].output.index] = n;
    std::vector<bool> vanishes(network.nodes().size());
    for (const auto& weighted : taken_up)
        if (weighted) vanishes[*weighted] = true;

    model result;
    std::vector<tensor_id> moved(network.tensors().size());
    for (std::size_t t = 0; t < network.tensors().size(); ++t) {
        const std::size_t n = maker[t];
        if (n == none) {
            moved[t] = result.input(network.tensors()[t].name, network.tensors()[t].extents);
        } else if (!vanishes[n]) {
            const node& each = network.nodes()[n];
            const node& source = taken_up[n] ? network.nodes()[*taken_up[n]] : each;
            std::vector<tensor_id> inputs;
            for (const tensor_id input : source.inputs) inputs.push_back(moved[input.index]);
            moved[t] = result.append(each.name, source.what, std::move(inputs),
                                     taken_up[n] ? detail::folded_parameters(source, line_of(each)) : each.parameters);
        }
    }
    for (const tensor_id output : network.outputs()) result.output(moved[output.index]);
    return result;
}

} // namespace quanta::graph
