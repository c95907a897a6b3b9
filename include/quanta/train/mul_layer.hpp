// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/train/layer.hpp>
#include <quanta/train/row_loops.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// y = a b; da = dy b, db = dy a
class mul_layer final : public layer {
public:
    /// Tensors of `size` values a sample.
    mul_layer(const row_loops& loops, std::size_t size) : loops_(loops), size_(size) {}

    void forward(std::size_t, const step_info&, const chunk& part, const forward_operands& values) override {
        multiply(part, values.inputs[0], values.inputs[1], values.output);
    }
    void backward(std::size_t, const step_info&, const chunk& part, const backward_operands& values) override {
        for (std::size_t i = 0; i < 2; ++i)
            if (values.input_gradients[i] != nullptr)
                multiply(part, values.output_gradient, values.inputs[1 - i], values.input_gradients[i]);
    }

private:
    void multiply(const chunk& part, const float* a, const float* b, float* product) const {
        loops_.map([](float x, float y) { return x * y; }, part.count * size_, product, a, b);
    }

    row_loops loops_;
    std::size_t size_;
};

} // namespace quanta::train
