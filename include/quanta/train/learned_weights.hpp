// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/graph/node.hpp>
#include <quanta/graph/parameters.hpp>
#include <quanta/train/layer.hpp>
#include <quanta/train/row_loops.hpp>
#include <quanta/train/weight_quantizer.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Weights and bias of a node, which training changes, with their gradients.
class learned_weights {
public:
    /// The node must outlive this, at its place.
    explicit learned_weights(graph::node& node)
        : node_(&node), weight_gradient_(graph::values_of(node.parameters, "weights").size()),
          bias_gradient_(bias().size()) {}

    /// From now on they are fake-quantized where steps say so.
    void quantize(const row_loops& loops, const weight_quantization& how) {
        const graph::parameter& all = *graph::find_parameter(node_->parameters, "weights");
        quantizer_.emplace(loops, how, all.extents[0], all.values.size());
    }
    /// Null if they are not.
    [[nodiscard]] weight_quantizer* quantizer() { return quantizer_ ? &*quantizer_ : nullptr; }

    [[nodiscard]] std::span<const float> values() const { return graph::values_of(node_->parameters, "weights"); }
    /// The weights that this step multiplies with.
    [[nodiscard]] const float* prepare(const step_info& step) {
        is_faking_ = step.quantizes && quantizer_;
        return is_faking_ ? quantizer_->prepare(values()) : values().data();
    }
    [[nodiscard]] std::span<const float> bias() const { return graph::values_of(node_->parameters, "bias"); }

    [[nodiscard]] std::span<float> weight_gradient() { return weight_gradient_; }
    [[nodiscard]] std::span<float> bias_gradient() { return bias_gradient_; }
    /// Behind the weights' gradient.
    void conclude() {
        if (is_faking_) quantizer_->conclude(weight_gradient_);
    }

    [[nodiscard]] std::span<const float> gradient(std::string_view role) const {
        return role == "weights" ? std::span<const float>(weight_gradient_)
               : role == "bias"  ? std::span<const float>(bias_gradient_)
                                 : std::span<const float>{};
    }

private:
    graph::node* node_;
    std::optional<weight_quantizer> quantizer_;
    bool is_faking_ = false;
    std::vector<float> weight_gradient_, bias_gradient_;
};

} // namespace quanta::train
