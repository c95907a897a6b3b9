// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include <quanta/graph/model.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// For each tensor, by index, the nodes that read it, in their order; once for each operand that it is.
[[nodiscard]] inline std::vector<std::vector<std::size_t>> consumers(const model& network) {
    std::vector<std::vector<std::size_t>> readers(network.tensors().size());
    for (std::size_t n = 0; n < network.nodes().size(); ++n)
        for (const tensor_id input : network.nodes()[n].inputs) readers[input.index].push_back(n);
    return readers;
}

/// The node that alone reads each tensor, by index: none where several do, or where the tensor is a result of the network.
/// What may be fused is found with it.
[[nodiscard]] inline std::vector<std::optional<std::size_t>> only_consumers(const model& network) {
    const auto readers = consumers(network);
    std::vector<std::optional<std::size_t>> only(readers.size());
    for (std::size_t t = 0; t < readers.size(); ++t)
        if (readers[t].size() == 1) only[t] = readers[t].front();
    for (const tensor_id output : network.outputs()) only[output.index].reset();
    return only;
}

} // namespace quanta::graph
