// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

#include <quanta/train/layer.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// The same values under another shape, both ways.
class flatten_layer final : public layer {
public:
    /// Tensors of `size` values a sample.
    explicit flatten_layer(std::size_t size) : size_(size) {}

    void forward(std::size_t, const step_info&, const chunk& part, const forward_operands& values) override {
        std::copy_n(values.inputs[0], part.count * size_, values.output);
    }
    void backward(std::size_t, const step_info&, const chunk& part, const backward_operands& values) override {
        if (values.input_gradients[0] != nullptr)
            std::copy_n(values.output_gradient, part.count * size_, values.input_gradients[0]);
    }

private:
    std::size_t size_;
};

} // namespace quanta::train
