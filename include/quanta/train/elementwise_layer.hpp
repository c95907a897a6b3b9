// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <optional>

#include <quanta/graph/attributes.hpp>
#include <quanta/op/functions.hpp>
#include <quanta/train/layer.hpp>
#include <quanta/train/row_loops.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// A user's function with the derivative that he gave for it.
struct user_function {
    float (*evaluate)(float);
    float (*slope)(float);
    [[nodiscard]] float operator()(float x) const { return evaluate(x); }
    [[nodiscard]] float derivative(float x) const { return slope(x); }
};

/// action(function object with `derivative`) for the function that the attributes name.
template <class Action>
void with_function(const graph::operations::elementwise& attributes, const Action& action) {
    using graph::function;
    namespace functions = op::functions;
    switch (attributes.what) {
    case function::relu: return action(functions::relu{});
    case function::relu6: return action(functions::relu6{});
    case function::leaky_relu: return action(functions::leaky_relu{attributes.lowest});
    case function::clamp: return action(functions::clamp{attributes.lowest, attributes.highest});
    case function::sigmoid: return action(functions::sigmoid{});
    case function::tanh: return action(functions::tanh{});
    case function::hard_swish: return action(functions::hard_swish{});
    case function::gelu: return action(functions::gelu{});
    default: return action(user_function{attributes.evaluate, attributes.derivative});
    }
}

/// Reals between two others, without these.
struct interval {
    float lowest, highest;
};

/// Where the derivative of relu and relu6 is 1; elsewhere it is 0. None for other functions.
[[nodiscard]] inline std::optional<interval> open_interval(const graph::operations::elementwise& attributes) {
    if (attributes.what == graph::function::relu) return interval{0, std::numeric_limits<float>::infinity()};
    if (attributes.what == graph::function::relu6) return interval{0, 6};
    return std::nullopt;
}

/// y = f(x); dx = dy f'(x)
class elementwise_layer final : public layer {
public:
    /// Tensors of `size` values a sample.
    elementwise_layer(const row_loops& loops, const graph::operations::elementwise& attributes, std::size_t size)
        : loops_(loops), attributes_(attributes), size_(size) {}

    void forward(std::size_t, const step_info&, const chunk& part, const forward_operands& values) override {
        with_function(attributes_, [&](const auto& f) {
            if (values.output == values.inputs[0])
                loops_.update([f](float x) { return f(x); }, part.count * size_, values.output);
            else
                loops_.map([f](float x) { return f(x); }, part.count * size_, values.output, values.inputs[0]);
        });
    }

    void backward(std::size_t, const step_info&, const chunk& part, const backward_operands& values) override {
        if (values.input_gradients[0] == nullptr) return;
        if (const auto bounds = open_interval(attributes_)) return pass_between(part, values, *bounds);
        with_function(attributes_, [&](const auto& f) {
            loops_.map([f](float gradient, float x) { return gradient * f.derivative(x); }, part.count * size_,
                       values.input_gradients[0], values.output_gradient, values.inputs[0]);
        });
    }

    // relu and relu6 let x pass where they let y pass: the gradient needs but one of them.
    [[nodiscard]] bool works_in_place() const override { return open_interval(attributes_).has_value(); }
    [[nodiscard]] bool reads_output() const override { return works_in_place(); }

private:
    /// dx = lowest < x < highest ? dy : 0, in a form that compilers vectorize.
    void pass_between(const chunk& part, const backward_operands& values, const interval& bounds) const {
        loops_.map([lowest = bounds.lowest, highest = bounds.highest](
                       float gradient, float x) { return x > lowest ? (x < highest ? gradient : 0.0F) : 0.0F; },
                   part.count * size_, values.input_gradients[0], values.output_gradient, values.inputs[0]);
    }

    row_loops loops_;
    graph::operations::elementwise attributes_;
    std::size_t size_;
};

} // namespace quanta::train
