// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <vector>

#include <quanta/graph/operation.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// Which of a graph's tensors: its place in the order of their making.
struct tensor_id {
    std::size_t index;
    [[nodiscard]] friend constexpr auto operator<=>(tensor_id, tensor_id) = default;
};

/// A tensor that flows along an edge of the graph.
struct tensor {
    std::string name;
    shape extents;
};

/// What a node has learned: `name` is its role, such as "weights".
struct parameter {
    std::string name;
    shape extents;
    std::vector<float> values;
};

/// An operation on tensors; the tensor it makes has the node's name.
struct node {
    std::string name;
    operation what;
    std::vector<tensor_id> inputs;
    tensor_id output;
    std::vector<parameter> parameters;
};

} // namespace quanta::graph
