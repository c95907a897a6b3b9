// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <quanta/graph/node.hpp>
#include <quanta/graph/scheme_value.hpp>
#include <quanta/op/activation.hpp>
#include <quanta/params/profile_value.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// What becomes of one tensor of a float graph.
struct tensor_plan {
    std::string name;
    /// How its integers stand for reals; none where it exists in floats only, or not at all because the clamp behind it is
    /// folded into the node that makes it.
    std::optional<scheme_value> scheme;
    /// Whose scale and zero point its integers have: its own, or those of the tensor whose values it takes unchanged.
    tensor_id parameters_of;
};

/// How a node of the float graph is executed.
enum class execution {
    integer, ///< integers in; integers out, or floats where the output has no scheme
    real,    ///< floats in and out
    dynamic, ///< floats in and out, computed in integers
    folded   ///< a clamp that the node before it does
};

/// What becomes of one node of a float graph.
struct node_plan {
    std::string name;
    execution how;
    tensor_id output;                        ///< what it gives: behind the clamp that is folded into it
    op::activation clamp;                    ///< that is folded into it
    std::optional<scheme_value> weights;     ///< where it has integer ones
    std::optional<scheme_value> activations; ///< what a dynamic node quantizes its input to
};

/// Which tensors of a float graph become integers, and how: what calibration observes, training fakes and conversion makes.
/// One entry for each tensor and node of the graph, in their order.
struct quantization_plan {
    std::vector<tensor_plan> tensors;
    std::vector<node_plan> nodes;
    profile_value profile = profile_value::quanta; ///< whose arithmetic the integers follow

    /// Whether the tensor has parameters of its own, which calibration or training must find.
    [[nodiscard]] bool has_own_parameters(std::size_t tensor) const {
        return tensors[tensor].scheme.has_value() && tensors[tensor].parameters_of.index == tensor;
    }
};

} // namespace quanta::graph
