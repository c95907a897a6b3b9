// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <fashion_mnist/perceptron.hpp>
#include <quanta/core/aligned_buffer.hpp>
#include <quanta/core/thread_pool.hpp>

namespace demo {

/// Loss and gradients of a perceptron on batches of one size: products by op::matmul, the rest on the calling thread.
/// Every sum has one order, so the bits do not depend on the number of workers.
class backpropagation {
public:
    backpropagation(std::size_t batch, quanta::thread_pool& workers);

    /// pixels (batch, 784), labels (batch). Returns the mean softmax cross-entropy; `gradients()` is its derivative.
    float run(const perceptron& model, std::span<const float> pixels, std::span<const std::uint8_t> labels);

    [[nodiscard]] const perceptron& gradients() const { return gradients_; }

private:
    using matrix = quanta::tensor_view<const float, 2>;

    void forward(const perceptron& model);
    void multiply(const matrix& lhs, const matrix& rhs, std::span<float> product);
    [[nodiscard]] matrix values(std::size_t layer) const;
    [[nodiscard]] matrix slopes(std::size_t layer) const;

    std::size_t batch_;
    quanta::thread_pool& workers_;
    quanta::aligned_buffer memory_;
    matrix pixels_;
    std::array<std::vector<float>, layer_count> outputs_, slopes_; // (batch, outputs): values, and derivatives by them
    perceptron gradients_ = perceptron::zeros();
};

} // namespace demo
