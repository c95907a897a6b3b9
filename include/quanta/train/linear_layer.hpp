// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/train/column_sums.hpp>
#include <quanta/train/gathered_product.hpp>
#include <quanta/train/layer.hpp>
#include <quanta/train/learned_weights.hpp>
#include <quanta/train/row_loops.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// y = x w^T + b; dx = dy w; dw = dy^T x, summed over the batch in order; db = sum of dy.
class linear_layer final : public layer {
public:
    /// weights (N, K); chunks of at most `samples` samples.
    linear_layer(const row_loops& loops, graph::node& node, std::size_t depth, std::size_t outputs, std::size_t chunks,
                 std::size_t samples)
        : loops_(loops), kernel_(tile_kernel::of(loops.instruction_set())), depth_(depth), outputs_(outputs),
          weights_(node), forward_(kernel_, rows(samples, depth, outputs), 1),
          backward_(kernel_, rows(samples, outputs, depth), 1), bias_sums_(outputs, chunks),
          forward_packed_(forward_.packed_bytes()), backward_packed_(backward_.packed_bytes()),
          columns_(kernel_.format, chunks * samples, depth), inputs_(columns_.bytes()),
          gradients_(outputs * chunks * samples), capacity_(chunks * samples) {}

    [[nodiscard]] learned_weights* weights() override { return &weights_; }

    void prepare(const step_info& step) override {
        const float* values = weights_.prepare(step);
        const auto depth = static_cast<std::ptrdiff_t>(depth_);
        forward_.pack(tensor_view<const float, 5>(values, {1, outputs_, 1, 1, depth_}, {0, depth, 0, 0, 1}),
                      weights_.bias(), forward_packed_.data());
        if (step.mode == mode::training)
            backward_.pack(tensor_view<const float, 5>(values, {1, depth_, 1, 1, outputs_}, {0, 1, 0, 0, depth}), {},
                           backward_packed_.data());
    }

    /// Computes whole chunks: what is behind the last sample of a shorter one is never read.
    void forward(std::size_t, const step_info&, const chunk&, const forward_operands& values) override {
        forward_.run(values.inputs[0], forward_packed_.data(), values.output, values.scratch);
    }

    void backward(std::size_t, const step_info&, const chunk& part, const backward_operands& values) override {
        keep(part, values.inputs[0], values.output_gradient);
        if (!weights_.bias().empty()) bias_sums_.compute(loops_, part.index, part.count, values.output_gradient);
        if (values.input_gradients[0] != nullptr)
            backward_.run(values.output_gradient, backward_packed_.data(), values.input_gradients[0], values.scratch);
    }

    /// A task is a panel of columns of the weights.
    [[nodiscard]] std::size_t finish_tasks() const override { return columns_.panels(); }
    void finish(std::size_t panel, const step_info& step) override {
        alignas(buffer_alignment) float tile[tile_kernel::largest_tile];
        std::array<const float*, tile_kernel::most_rows> pointers;
        const std::size_t used = columns_.used_columns(panel) * sizeof(float);
        for (std::size_t top = 0; top < outputs_; top += kernel_.format.rows) {
            const std::size_t height = std::min(kernel_.format.rows, outputs_ - top);
            for (std::size_t i = 0; i < height; ++i) pointers[i] = gradients_.data() + (top + i) * capacity_;
            kernel_.run(height, columns_.width(panel) / kernel_.format.step, pointers.data(), 1, step.samples,
                        inputs_.data() + columns_.panel_offset(panel), tile);
            for (std::size_t i = 0; i < height; ++i)
                std::memcpy(weights_.weight_gradient().data() + (top + i) * depth_ + columns_.first_column(panel),
                            tile + i * kernel_.format.columns, used);
        }
    }
    void conclude(const step_info& step) override {
        if (!weights_.bias().empty()) bias_sums_.reduce(step.chunks, weights_.bias_gradient());
        weights_.conclude();
    }

    [[nodiscard]] std::size_t scratch_bytes() const override {
        return std::max(forward_.scratch_bytes(), backward_.scratch_bytes());
    }
    [[nodiscard]] std::span<const float> gradient(std::string_view role) const override {
        return weights_.gradient(role);
    }

private:
    /// The samples of a chunk as the pixels of an image, each of which reads itself.
    [[nodiscard]] static gather rows(std::size_t samples, std::size_t from, std::size_t to) {
        return gather_fine({op::window_of({1, 1}), {1, samples, from}, {1, samples, to}, 1});
    }

    /// What `finish` multiplies: inputs in panels of columns (the right side), gradients transposed (the left side).
    void keep(const chunk& part, const float* inputs, const float* gradients) {
        for (std::size_t panel = 0; panel < columns_.panels(); ++panel) {
            const std::size_t width = columns_.width(panel), used = columns_.used_columns(panel);
            float* cells = reinterpret_cast<float*>(inputs_.data() + columns_.panel_offset(panel)) + width;
            for (std::size_t i = 0; i < part.count; ++i)
                std::copy_n(inputs + i * depth_ + columns_.first_column(panel), used, cells + (part.first + i) * width);
        }
        for (std::size_t i = 0; i < part.count; ++i)
            for (std::size_t j = 0; j < outputs_; ++j)
                gradients_[j * capacity_ + part.first + i] = gradients[i * outputs_ + j];
    }

    row_loops loops_;
    tile_kernel kernel_;
    std::size_t depth_, outputs_;
    learned_weights weights_;
    gathered_product forward_, backward_;
    column_sums bias_sums_;
    aligned_buffer forward_packed_, backward_packed_;
    packed_layout columns_;
    aligned_buffer inputs_;
    std::vector<float> gradients_; ///< (N, samples)
    std::size_t capacity_;
};

} // namespace quanta::train
