// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

#include <quanta/train/layer.hpp>
#include <quanta/train/row_loops.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// y = a + b; da = dy, db = dy
class add_layer final : public layer {
public:
    /// Tensors of `size` values a sample.
    add_layer(const row_loops& loops, std::size_t size) : loops_(loops), size_(size) {}

    void forward(std::size_t, const step_info&, const chunk& part, const forward_operands& values) override {
        loops_.map([](float a, float b) { return a + b; }, part.count * size_, values.output, values.inputs[0],
                   values.inputs[1]);
    }
    void backward(std::size_t, const step_info&, const chunk& part, const backward_operands& values) override {
        for (float* gradient : values.input_gradients)
            if (gradient != nullptr) std::copy_n(values.output_gradient, part.count * size_, gradient);
    }

private:
    row_loops loops_;
    std::size_t size_;
};

} // namespace quanta::train
