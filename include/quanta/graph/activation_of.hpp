// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <variant>

#include <quanta/graph/operation.hpp>
#include <quanta/op/activation.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// The bounds of a node that only clamps (relu, relu6, clamp), which the node before it can do as well; none of others.
[[nodiscard]] inline std::optional<op::activation> activation_of(const operation& what) {
    const auto* each = std::get_if<operations::elementwise>(&what);
    if (each == nullptr) return std::nullopt;
    switch (each->what) {
    case function::relu: return op::activation::relu;
    case function::relu6: return op::activation::relu6;
    case function::clamp: return op::activation{each->lowest, each->highest};
    default: return std::nullopt;
    }
}

/// Whether an operation multiplies by weights: conv2d, conv2d_transpose, linear. A batch_norm behind it can be folded.
[[nodiscard]] inline bool is_weighted(const operation& what) {
    return is<operations::conv2d>(what) || is<operations::conv2d_transpose>(what) || is<operations::linear>(what);
}

/// Whether an operation can clamp the floats it gives: a weighted one, or an addition.
[[nodiscard]] inline bool takes_activation(const operation& what) {
    return is_weighted(what) || is<operations::add>(what);
}

} // namespace quanta::graph
