// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/train/layer.hpp>
#include <quanta/train/row_loops.hpp>
#include <quanta/train/window_taps.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// y = max of x over the taps inside the image; the gradient goes to the first tap that has the maximum.
class max_pool2d_layer final : public layer {
public:
    max_pool2d_layer(const row_loops& loops, const op::window& window, const image_extents& input,
                     const image_extents& output)
        : loops_(loops), window_(window), input_(input), output_(output) {}

    void forward(std::size_t, const step_info&, const chunk& part, const forward_operands& values) override {
        for_each_pixel(part, [&](std::size_t image, std::size_t y, std::size_t x, std::size_t place) {
            const float* from = values.inputs[0] + image * input_.size();
            float* to = values.output + place;
            bool first = true;
            for_each_tap(window_, input_, y, x, [&](std::size_t pixel) {
                const float* tap = from + pixel * input_.channels;
                if (first)
                    std::copy_n(tap, input_.channels, to);
                else
                    loops_.update([](float best, float value) { return value > best ? value : best; }, input_.channels,
                                  to, tap);
                first = false;
            });
        });
    }

    void backward(std::size_t, const step_info&, const chunk& part, const backward_operands& values) override {
        float* dx = values.input_gradients[0];
        if (dx == nullptr) return;
        std::fill_n(dx, part.count * input_.size(), 0.0F);
        auto* left = reinterpret_cast<float*>(values.scratch); // what no tap has taken yet
        for_each_pixel(part, [&](std::size_t image, std::size_t y, std::size_t x, std::size_t place) {
            std::copy_n(values.output_gradient + place, input_.channels, left);
            const float* largest = values.output + place;
            for_each_tap(window_, input_, y, x, [&](std::size_t pixel) {
                const std::size_t tap = image * input_.size() + pixel * input_.channels;
                const float* value = values.inputs[0] + tap;
                loops_.update(
                    [](float sum, float rest, float v, float most) { return sum + (v == most ? rest : 0.0F); },
                    input_.channels, dx + tap, static_cast<const float*>(left), value, largest);
                loops_.update([](float rest, float v, float most) { return v == most ? 0.0F : rest; }, input_.channels,
                              left, value, largest);
            });
        });
    }

    [[nodiscard]] std::size_t scratch_bytes() const override {
        return round_up(input_.channels * sizeof(float), buffer_alignment);
    }

    [[nodiscard]] bool reads_output() const override { return true; }

private:
    /// action(image, row, column, where the output's pixel begins in the chunk)
    template <class Action>
    void for_each_pixel(const chunk& part, const Action& action) const {
        std::size_t place = 0;
        for (std::size_t image = 0; image < part.count; ++image)
            for (std::size_t y = 0; y < output_.height; ++y)
                for (std::size_t x = 0; x < output_.width; ++x, place += output_.channels) action(image, y, x, place);
    }

    row_loops loops_;
    op::window window_;
    image_extents input_, output_;
};

} // namespace quanta::train
