// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <variant>

#include <quanta/graph/node.hpp>
#include <quanta/op/activation.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// Whether an operation multiplies by weights: conv2d, conv2d_transpose, linear. A batch_norm behind it can be folded.
[[nodiscard]] inline bool is_weighted(const operation& what) {
    return is<operations::conv2d>(what) || is<operations::conv2d_transpose>(what) || is<operations::linear>(what);
}

/// Whether an operation can clamp the floats it gives: a weighted one, or an addition.
[[nodiscard]] inline bool takes_activation(const operation& what) {
    return is_weighted(what) || is<operations::add>(what);
}

/// Whether the node becomes integers times weights, whose sums its accumulator holds: also a batch_norm, as a convolution
/// with one tap and one channel for each filter.
[[nodiscard]] inline bool becomes_weighted(const operation& what) {
    return is_weighted(what) || is<operations::batch_norm>(what);
}

/// Whether each output channel of a convolution sees one input channel. `weights`: (OC, KH, KW, IC / groups).
[[nodiscard]] inline bool is_depthwise(const operation& what, const shape& weights) {
    const auto* conv = std::get_if<operations::conv2d>(&what);
    return conv != nullptr && conv->groups > 1 && weights.back() == 1;
}

/// Whether the values of the output are values of the input, so that both have the same scale and zero point.
[[nodiscard]] inline bool passes_values(const operation& what) {
    const auto* resize = std::get_if<operations::resize>(&what);
    return is<operations::max_pool2d>(what) || is<operations::flatten>(what) ||
           (resize != nullptr && resize->method == interpolation::nearest);
}

/// Whether the node can clamp the integers that it gives.
[[nodiscard]] inline bool can_clamp_integers(const operation& what) {
    const auto* resize = std::get_if<operations::resize>(&what);
    return becomes_weighted(what) || is<operations::max_pool2d>(what) || is<operations::average_pool2d>(what) ||
           is<operations::global_average_pool>(what) || is<operations::add>(what) || is<operations::mul>(what) ||
           is<operations::concat>(what) || (resize != nullptr && resize->method == interpolation::bilinear);
}

/// The bounds of an operation that only clamps (relu, relu6, clamp), which the node before it can do as well; none of others.
[[nodiscard]] inline std::optional<op::activation> clamp_of(const operation& what) {
    const auto* each = std::get_if<operations::elementwise>(&what);
    if (each == nullptr) return std::nullopt;
    switch (each->what) {
    case function::relu: return op::activation::relu;
    case function::relu6: return op::activation::relu6;
    case function::clamp: return op::activation{each->lowest, each->highest};
    default: return std::nullopt;
    }
}

/// The one clamp that does what `first` and then `second` do.
[[nodiscard]] inline op::activation composed(op::activation first, op::activation second) {
    return {std::clamp(first.lowest, second.lowest, second.highest),
            std::clamp(first.highest, second.lowest, second.highest)};
}

} // namespace quanta::graph
