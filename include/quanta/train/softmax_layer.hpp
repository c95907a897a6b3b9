// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <quanta/train/layer.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// y_j = exp(x_j - max x) / sum_k exp(x_k - max x) over the last axis; dx_j = y_j (dy_j - sum_k dy_k y_k)
class softmax_layer final : public layer {
public:
    /// `rows` rows of `columns` values a sample.
    softmax_layer(std::size_t rows, std::size_t columns) : rows_(rows), columns_(columns) {}

    void forward(std::size_t, const step_info&, const chunk& part, const forward_operands& values) override {
        for (std::size_t row = 0; row < part.count * rows_; ++row) {
            const float* x = values.inputs[0] + row * columns_;
            float* y = values.output + row * columns_;
            const float largest = *std::max_element(x, x + columns_);
            double sum = 0;
            for (std::size_t j = 0; j < columns_; ++j) sum += y[j] = std::exp(x[j] - largest);
            for (std::size_t j = 0; j < columns_; ++j) y[j] = static_cast<float>(y[j] / sum);
        }
    }

    void backward(std::size_t, const step_info&, const chunk& part, const backward_operands& values) override {
        if (values.input_gradients[0] == nullptr) return;
        for (std::size_t row = 0; row < part.count * rows_; ++row) {
            const float *y = values.output + row * columns_, *dy = values.output_gradient + row * columns_;
            float* dx = values.input_gradients[0] + row * columns_;
            double sum = 0;
            for (std::size_t j = 0; j < columns_; ++j) sum += double{dy[j]} * y[j];
            for (std::size_t j = 0; j < columns_; ++j) dx[j] = static_cast<float>(y[j] * (dy[j] - sum));
        }
    }

    [[nodiscard]] bool reads_output() const override { return true; }

private:
    std::size_t rows_, columns_;
};

} // namespace quanta::train
