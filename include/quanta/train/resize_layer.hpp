// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <quanta/graph/attributes.hpp>
#include <quanta/op/resize_samples.hpp>
#include <quanta/train/images.hpp>
#include <quanta/train/layer.hpp>
#include <quanta/train/row_loops.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Each output pixel is a weighted sum of up to four input pixels, with half-pixel centres: source = (i + 0.5) in / out
/// - 0.5, held inside the image; nearest takes floor(source + 0.5). The gradient goes back with the same weights.
class resize_layer final : public layer {
public:
    resize_layer(const row_loops& loops, graph::interpolation method, const image_extents& input,
                 const image_extents& output)
        : loops_(loops), input_(input), output_(output), rows_(sources(method, input.height, output.height)),
          columns_(sources(method, input.width, output.width)) {}

    void forward(std::size_t, const step_info&, const chunk& part, const forward_operands& values) override {
        std::fill_n(values.output, part.count * output_.size(), 0.0F);
        for_each_source(part, [&](std::size_t from, std::size_t to, float weight) {
            loops_.update([weight](float sum, float value) { return sum + value * weight; }, input_.channels,
                          values.output + to, values.inputs[0] + from);
        });
    }
    void backward(std::size_t, const step_info&, const chunk& part, const backward_operands& values) override {
        float* dx = values.input_gradients[0];
        if (dx == nullptr) return;
        std::fill_n(dx, part.count * input_.size(), 0.0F);
        for_each_source(part, [&](std::size_t from, std::size_t to, float weight) {
            loops_.update([weight](float sum, float gradient) { return sum + gradient * weight; }, input_.channels,
                          dx + from, values.output_gradient + to);
        });
    }

private:
    /// The two pixels of an axis that a pixel is made of; the second has no weight where one is enough.
    struct source {
        std::size_t index[2];
        float weight[2];
    };

    [[nodiscard]] static std::vector<source> sources(graph::interpolation method, std::size_t in, std::size_t out) {
        std::vector<source> result;
        for (const op::sample& each : op::samples_of("resize", "axis", in, out)) {
            const double share =
                method == graph::interpolation::nearest ? std::floor(each.fraction + 0.5) : each.fraction;
            const auto second = static_cast<float>(share);
            result.push_back({{each.low, each.high}, {1 - second, second}});
        }
        return result;
    }

    /// action(input pixel, output pixel, weight), both in floats from the chunk's beginning.
    template <class Action>
    void for_each_source(const chunk& part, const Action& action) const {
        for (std::size_t image = 0; image < part.count; ++image)
            for (std::size_t y = 0; y < output_.height; ++y)
                for (std::size_t x = 0; x < output_.width; ++x)
                    for (std::size_t corner = 0; corner < 4; ++corner) {
                        const source &row = rows_[y], &column = columns_[x];
                        const std::size_t v = corner / 2, h = corner % 2;
                        const float weight = row.weight[v] * column.weight[h];
                        if (weight == 0) continue;
                        const std::size_t pixel = row.index[v] * input_.width + column.index[h];
                        action(image * input_.size() + pixel * input_.channels,
                               image * output_.size() + (y * output_.width + x) * output_.channels, weight);
                    }
    }

    row_loops loops_;
    image_extents input_, output_;
    std::vector<source> rows_, columns_;
};

} // namespace quanta::train
