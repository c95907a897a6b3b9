// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <quanta/train/layer.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// The operands' channels one behind the other; each operand's gradient is its part of the result's.
class concat_layer final : public layer {
public:
    /// `rows` rows of channels a sample; `channels` of each operand.
    concat_layer(std::size_t rows, std::vector<std::size_t> channels) : rows_(rows), channels_(std::move(channels)) {
        for (const std::size_t count : channels_) width_ += count;
    }

    void forward(std::size_t, const step_info&, const chunk& part, const forward_operands& values) override {
        float* to = values.output;
        for (std::size_t i = 0; i < channels_.size(); to += channels_[i++])
            for (std::size_t row = 0; row < part.count * rows_; ++row)
                std::copy_n(values.inputs[i] + row * channels_[i], channels_[i], to + row * width_);
    }
    void backward(std::size_t, const step_info&, const chunk& part, const backward_operands& values) override {
        const float* from = values.output_gradient;
        for (std::size_t i = 0; i < channels_.size(); from += channels_[i++])
            for (std::size_t row = 0; row < part.count * rows_ && values.input_gradients[i] != nullptr; ++row)
                std::copy_n(from + row * width_, channels_[i], values.input_gradients[i] + row * channels_[i]);
    }

private:
    std::size_t rows_, width_ = 0;
    std::vector<std::size_t> channels_;
};

} // namespace quanta::train
