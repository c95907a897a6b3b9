// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/core/core_concepts.hpp>
#include <quanta/train/row_loops.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// v = momentum v + (g + weight_decay w);  w = w - rate v, as in PyTorch.
struct sgd {
    float momentum = 0.9F;
    float weight_decay = 0;
};

/// m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2;  after step t
/// w = w - rate (m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) + weight_decay w)
/// (Kingma and Ba, 2015), with decoupled weight decay (Loshchilov and Hutter, 2019): AdamW.
struct adam {
    float beta1 = 0.9F, beta2 = 0.999F, epsilon = 1e-8F;
    float weight_decay = 0;
};

/// One of the optimizers.
using optimizer_choice = std::variant<sgd, adam>;

/// Parameters that are learned together, with their gradients.
struct learned_values {
    std::span<float> values;
    std::span<const float> gradients;
    bool decays;    ///< whether weight decay applies: to weights, not to biases, batch_norm and step sizes
    float rate = 1; ///< times the learning rate
};

/// Changes parameters step by step. Its memory is that of the momenta, allocated when it is made.
class optimizer {
public:
    /// What the spans point to must outlive this.
    optimizer(const optimizer_choice& choice, std::vector<learned_values> learned)
        : choice_(choice), learned_(std::move(learned)) {
        for (std::size_t i = 0; i < learned_.size(); ++i) {
            first_.emplace_back(learned_[i].values.size());
            if (std::holds_alternative<adam>(choice_)) second_.emplace_back(learned_[i].values.size());
            for (std::size_t begin = 0; begin < learned_[i].values.size(); begin += block)
                blocks_.push_back({i, begin, std::min(block, learned_[i].values.size() - begin)});
        }
    }

    template <Executor Workers>
    void step(double rate, Workers& executor) {
        ++steps_;
        executor.run(blocks_.size(), [&](std::size_t index, std::size_t) {
            const part& own = blocks_[index];
            const double of_group = rate * double{learned_[own.group].rate};
            std::visit([&](const auto& rule) { apply(rule, own, of_group); }, choice_);
        });
    }

private:
    static constexpr std::size_t block = 16384;

    struct part {
        std::size_t group, begin, count;
    };

    void apply(const sgd& rule, const part& own, double rate) {
        const auto [values, gradients, decay] = operands(own, rule.weight_decay);
        float* velocity = first_[own.group].data() + own.begin;
        loops_.update([pull = decay, momentum = rule.momentum](float v, float g,
                                                               float w) { return momentum * v + (g + pull * w); },
                      own.count, velocity, gradients, static_cast<const float*>(values));
        loops_.update([rate = static_cast<float>(rate)](float w, float v) { return w - rate * v; }, own.count, values,
                      static_cast<const float*>(velocity));
    }

    void apply(const adam& rule, const part& own, double rate) {
        const auto [values, gradients, decay] = operands(own, rule.weight_decay);
        float *mean = first_[own.group].data() + own.begin, *square = second_[own.group].data() + own.begin;
        const auto average = [&](float beta) {
            return [beta, rest = 1 - beta](float old, float value) { return beta * old + rest * value; };
        };
        const auto average_square = [beta = rule.beta2, rest = 1 - rule.beta2](float old, float value) {
            return beta * old + rest * (value * value);
        };
        loops_.update(average(rule.beta1), own.count, mean, gradients);
        loops_.update(average_square, own.count, square, gradients);
        const auto time = static_cast<double>(steps_);
        const auto step = static_cast<float>(rate / (1 - std::pow(double{rule.beta1}, time)));
        const auto correction = static_cast<float>(1 / (1 - std::pow(double{rule.beta2}, time)));
        const auto shrink = static_cast<float>(1 - rate * double{decay});
        for (std::size_t i = 0; i < own.count; ++i)
            values[i] = values[i] * shrink - step * mean[i] / (std::sqrt(square[i] * correction) + rule.epsilon);
    }

    struct part_operands {
        float* values;
        const float* gradients;
        float decay;
    };
    [[nodiscard]] part_operands operands(const part& own, float decay) const {
        const learned_values& all = learned_[own.group];
        return {all.values.data() + own.begin, all.gradients.data() + own.begin, all.decays ? decay : 0.0F};
    }

    optimizer_choice choice_;
    row_loops loops_;
    std::vector<learned_values> learned_;
    std::vector<std::vector<float>> first_, second_; ///< velocities; or means and mean squares
    std::vector<part> blocks_;
    std::size_t steps_ = 0;
};

} // namespace quanta::train
