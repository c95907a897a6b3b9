// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

#include <quanta/train/layer.hpp>
#include <quanta/train/row_loops.hpp>
#include <quanta/train/window_taps.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// y = (sum of x over the taps inside the image) / count, where count is the number of these taps, or of all taps if
/// the padding counts; each tap gets dy / count. Global average pooling is the window that covers the image.
class average_pool2d_layer final : public layer {
public:
    average_pool2d_layer(const row_loops& loops, const op::window& window, bool counts_padding,
                         const image_extents& input, const image_extents& output)
        : loops_(loops), window_(window), counts_padding_(counts_padding), input_(input), output_(output) {}

    void forward(std::size_t, const step_info&, const chunk& part, const forward_operands& values) override {
        for_each_pixel(part, [&](std::size_t image, std::size_t y, std::size_t x, std::size_t place) {
            float* to = values.output + place;
            std::fill_n(to, input_.channels, 0.0F);
            const std::size_t taps = for_each_tap(window_, input_, y, x, [&](std::size_t pixel) {
                loops_.update([](float sum, float value) { return sum + value; }, input_.channels, to,
                              values.inputs[0] + image * input_.size() + pixel * input_.channels);
            });
            const float share = share_of(taps);
            loops_.update([share](float sum) { return sum * share; }, input_.channels, to);
        });
    }

    void backward(std::size_t, const step_info&, const chunk& part, const backward_operands& values) override {
        float* dx = values.input_gradients[0];
        if (dx == nullptr) return;
        std::fill_n(dx, part.count * input_.size(), 0.0F);
        for_each_pixel(part, [&](std::size_t image, std::size_t y, std::size_t x, std::size_t place) {
            const float share = share_of(for_each_tap(window_, input_, y, x, [](std::size_t) {}));
            for_each_tap(window_, input_, y, x, [&](std::size_t pixel) {
                loops_.update([share](float sum, float gradient) { return sum + gradient * share; }, input_.channels,
                              dx + image * input_.size() + pixel * input_.channels, values.output_gradient + place);
            });
        });
    }

private:
    [[nodiscard]] float share_of(std::size_t inside) const {
        const std::size_t count = counts_padding_ ? window_.kernel.height * window_.kernel.width : inside;
        return static_cast<float>(1.0 / static_cast<double>(count));
    }

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
    bool counts_padding_;
    image_extents input_, output_;
};

} // namespace quanta::train
