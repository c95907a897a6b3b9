// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <quanta/graph/float_operator.hpp>
#include <quanta/graph/fold_batch_norm.hpp>
#include <quanta/op/elementwise.hpp>
#include <quanta/op/float_add.hpp>
#include <quanta/op/task_count.hpp>

namespace quanta::graph::inline QUANTA_ABI {

namespace detail {

/// An operator that turns images into images, or into vectors of channels, which are images of one pixel.
template <class Operator>
class float_on_images final : public float_operator {
public:
    float_on_images(Operator what, shape input, shape output)
        : what_(std::move(what)), input_(std::move(input)), output_(std::move(output)) {
        if (output_.size() == 1) output_ = {1, 1, output_[0]};
    }
    void run(const call& operands) const override {
        what_.run(as_images(operands.inputs[0], input_), as_images(operands.output, output_), operands.executor);
    }

private:
    Operator what_;
    shape input_, output_;
};

/// An operator that looks at all channels of a pixel together.
template <class Operator>
class float_on_channels final : public float_operator {
public:
    float_on_channels(Operator what, shape extents) : what_(std::move(what)), extents_(std::move(extents)) {}
    void run(const call& operands) const override {
        what_.run(as_channels(operands.inputs[0], extents_), as_channels(operands.output, extents_), operands.executor);
    }

private:
    Operator what_;
    shape extents_;
};

/// An operator of one or two operands that treats every value alike.
template <class Operator>
class float_on_values final : public float_operator {
public:
    explicit float_on_values(Operator what) : what_(std::move(what)) {}
    void run(const call& operands) const override {
        if constexpr (requires { what_.run(operands.inputs[0], operands.output, operands.executor); })
            what_.run(operands.inputs[0], operands.output, operands.executor);
        else
            what_.run(operands.inputs[0], operands.inputs[1], operands.output, operands.executor);
    }

private:
    Operator what_;
};

class float_sum final : public float_operator {
public:
    explicit float_sum(op::activation fused) : plain_(op::activation::none), clamped_(fused) {}
    void run(const call& operands) const override {
        (operands.is_clamped ? clamped_ : plain_)
            .run(operands.inputs[0], operands.inputs[1], operands.output, operands.executor);
    }

private:
    op::float_add plain_, clamped_;
};

/// Copies values to other places.
template <std::size_t Rank>
void copy_values(const tensor_view<const float, Rank>& from, const tensor_view<float, Rank>& to,
                 executor_reference& executor) {
    op::elementwise("graph::copy", from, to, executor,
                    [](const float* in, std::size_t count, float* out) { std::copy_n(in, count, out); });
}

class float_copy final : public float_operator {
public:
    void run(const call& operands) const override {
        copy_values(operands.inputs[0], operands.output, operands.executor);
    }
};

/// Operands side by side along the last axis.
class float_concat final : public float_operator {
public:
    float_concat(std::span<const shape> inputs, shape output)
        : inputs_(inputs.begin(), inputs.end()), output_(std::move(output)) {}
    void run(const call& operands) const override {
        const tensor_view<float, 3> joined = as_channels(operands.output, output_);
        std::size_t channel = 0;
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            const auto part = as_channels(operands.inputs[i], inputs_[i]);
            copy_values(part, {joined.data() + channel, part.extents(), joined.strides()}, operands.executor);
            channel += part.extent(2);
        }
    }

private:
    std::vector<shape> inputs_;
    shape output_;
};

/// y = factors[c] * x + offsets[c] for channel c, in floats; fused or not as the translation unit's flags have it.
class float_channel_line final : public float_operator {
public:
    float_channel_line(const channel_line& line, shape extents)
        : factors_(line.factors.begin(), line.factors.end()), offsets_(line.offsets.begin(), line.offsets.end()),
          extents_(std::move(extents)) {}

    void run(const call& operands) const override {
        const auto x = as_channels(operands.inputs[0], extents_);
        const auto y = as_channels(operands.output, extents_);
        const std::size_t pixels = x.extent(1), rows = x.extent(0) * pixels;
        const std::size_t tasks = std::min(rows, op::task_count(x.size(), operands.executor.workers()));
        operands.executor.run(tasks, [&](std::size_t task, std::size_t) {
            for (std::size_t row = rows * task / tasks; row < rows * (task + 1) / tasks; ++row)
                run_row(&x(row / pixels, row % pixels, 0), &y(row / pixels, row % pixels, 0));
        });
    }

private:
    void run_row(const float* in, float* out) const {
        for (std::size_t c = 0; c < factors_.size(); ++c) out[c] = in[c] * factors_[c] + offsets_[c];
    }

    std::vector<float> factors_, offsets_;
    shape extents_;
};

} // namespace detail

} // namespace quanta::graph
