// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <quanta/graph/consumers.hpp>
#include <quanta/graph/model.hpp>
#include <quanta/graph/node_traits.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// What of a network one node does for others.
struct clamp_fusion {
    std::vector<op::activation> bounds; ///< for each node what it clamps to
    std::vector<tensor_id> made;   ///< for each node the tensor it makes: its own, or that of the last clamp it does
    std::vector<bool> is_absorbed; ///< whether another node does what the node would
};

/// Every node for itself.
[[nodiscard]] inline clamp_fusion no_fusion(const model& network) {
    const std::size_t count = network.nodes().size();
    clamp_fusion fusion{std::vector<op::activation>(count), {}, std::vector<bool>(count)};
    for (const node& each : network.nodes()) fusion.made.push_back(each.output);
    return fusion;
}

/// conv2d, conv2d_transpose, linear and add do the clamps (relu, relu6, clamp) behind them, as one, where nothing else
/// reads the tensors between.
[[nodiscard]] inline clamp_fusion fuse_clamps(const model& network) {
    clamp_fusion fusion = no_fusion(network);
    const auto only = only_consumers(network);
    for (std::size_t n = 0; n < network.nodes().size(); ++n) {
        if (!takes_activation(network.nodes()[n].what)) continue;
        for (auto reader = only[fusion.made[n].index]; reader; reader = only[fusion.made[n].index]) {
            const auto bounds = clamp_of(network.nodes()[*reader].what);
            if (!bounds) break;
            fusion.bounds[n] = composed(fusion.bounds[n], *bounds);
            fusion.made[n] = network.nodes()[*reader].output;
            fusion.is_absorbed[*reader] = true;
        }
    }
    return fusion;
}

} // namespace quanta::graph
