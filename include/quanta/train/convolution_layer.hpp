// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/train/batch_cut.hpp>
#include <quanta/train/column_sums.hpp>
#include <quanta/train/layer.hpp>
#include <quanta/train/learned_weights.hpp>
#include <quanta/train/row_loops.hpp>
#include <quanta/train/window_gradient.hpp>
#include <quanta/train/window_product.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// conv2d, depthwise or in groups, and conv2d_transpose, which is its gradient with respect to the image:
///
///     conv2d            y = reduce(x, w) + b     dx = spread(dy, w)     dw = weigh(x, dy)     db = sum of dy
///     conv2d_transpose  y = spread(x, w) + b     dx = reduce(dy, w)     dw = weigh(dy, x)     db = sum of dy
///
/// where reduce and spread are the two directions of a `window_relation`.
class convolution_layer final : public layer {
public:
    /// weights (OC, KH, KW, IC / groups), as the node has them.
    convolution_layer(const row_loops& loops, graph::node& node, const window_relation& relation, bool transposed,
                      batch_cut cut)
        : loops_(loops), relation_(relation), transposed_(transposed), strides_(strides_of(relation, transposed)),
          weights_(node), forward_(loops, relation, transposed ? to_fine : to_coarse),
          backward_(loops, relation, transposed ? to_coarse : to_fine),
          gradient_(loops, relation, strides_, cut.groups),
          bias_sums_(weights_.bias().empty() ? 0 : output().channels, cut.chunks),
          forward_packed_(forward_.packed_bytes()), backward_packed_(backward_.packed_bytes()) {}

    [[nodiscard]] learned_weights* weights() override { return &weights_; }

    void prepare(const step_info& step) override {
        const float* values = weights_.prepare(step);
        forward_.pack(values, strides_, weights_.bias(), forward_packed_.data());
        if (step.mode == mode::training) backward_.pack(values, strides_, {}, backward_packed_.data());
    }

    void forward(std::size_t, const step_info&, const chunk& part, const forward_operands& values) override {
        for (std::size_t i = 0; i < part.count; ++i)
            forward_.run(values.inputs[0] + i * input().size(), forward_packed_.data(),
                         values.output + i * output().size(), values.scratch);
    }

    void backward(std::size_t, const step_info&, const chunk& part, const backward_operands& values) override {
        const float *x = values.inputs[0], *dy = values.output_gradient;
        gradient_.compute(part, transposed_ ? dy : x, transposed_ ? x : dy, values.scratch);
        if (!weights_.bias().empty()) bias_sums_.compute(loops_, part.index, part.count * output().pixels(), dy);
        if (values.input_gradients[0] == nullptr) return;
        for (std::size_t i = 0; i < part.count; ++i)
            backward_.run(dy + i * output().size(), backward_packed_.data(),
                          values.input_gradients[0] + i * input().size(), values.scratch);
    }

    [[nodiscard]] std::size_t finish_tasks() const override { return gradient_.tasks(); }
    void finish(std::size_t task, const step_info& step) override {
        gradient_.reduce(task, step.groups, weights_.weight_gradient().data());
    }
    void conclude(const step_info& step) override {
        if (!weights_.bias().empty()) bias_sums_.reduce(step.chunks, weights_.bias_gradient());
        weights_.conclude();
    }

    [[nodiscard]] std::size_t scratch_bytes() const override {
        return std::max({forward_.scratch_bytes(), backward_.scratch_bytes(), gradient_.scratch_bytes()});
    }
    [[nodiscard]] std::span<const float> gradient(std::string_view role) const override {
        return weights_.gradient(role);
    }

private:
    static constexpr auto to_coarse = window_product::direction::fine_to_coarse;
    static constexpr auto to_fine = window_product::direction::coarse_to_fine;

    [[nodiscard]] const image_extents& input() const { return transposed_ ? relation_.coarse : relation_.fine; }
    [[nodiscard]] const image_extents& output() const { return transposed_ ? relation_.fine : relation_.coarse; }

    [[nodiscard]] static window_weight_strides strides_of(const window_relation& relation, bool transposed) {
        const std::size_t inner = transposed ? relation.coarse.channels : relation.fine.channels / relation.groups;
        const auto column = static_cast<std::ptrdiff_t>(inner);
        const auto row = column * static_cast<std::ptrdiff_t>(relation.window.kernel.width);
        const auto filter = row * static_cast<std::ptrdiff_t>(relation.window.kernel.height);
        return transposed ? window_weight_strides{1, row, column, filter}
                          : window_weight_strides{filter, row, column, 1};
    }

    row_loops loops_;
    window_relation relation_;
    bool transposed_;
    window_weight_strides strides_;
    learned_weights weights_;
    window_product forward_, backward_;
    window_gradient gradient_;
    column_sums bias_sums_;
    aligned_buffer forward_packed_, backward_packed_;
};

} // namespace quanta::train
