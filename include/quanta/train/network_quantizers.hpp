// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <quanta/graph/tensor_parameters.hpp>
#include <quanta/train/optimizer.hpp>
#include <quanta/train/tape.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// What fake-quantizes the tensors and weights of a tape: their parameters, as a whole.
class network_quantizers {
public:
    /// Everything that changes.
    struct state {
        std::vector<activation_quantizer_layer::state> tensors;
        std::vector<std::vector<float>> steps; ///< of the weights
    };

    /// The tape must outlive this.
    explicit network_quantizers(tape& layers) {
        for (tape_entry& each : layers.entries()) {
            if (activation_quantizer_layer* tensor = each.what->quantizer()) tensors_.push_back(tensor);
            learned_weights* weights = each.what->weights();
            if (weights != nullptr && weights->quantizer() != nullptr) weights_.push_back(weights);
        }
    }

    /// The steps that are learned: no weight decay applies to them.
    [[nodiscard]] std::vector<learned_values> learned() const {
        std::vector<learned_values> all;
        for (activation_quantizer_layer* each : tensors_)
            if (each->learns())
                all.push_back({each->step(), each->step_gradients(), false, static_cast<float>(each->how().step_rate)});
        for (learned_weights* each : weights_) {
            weight_quantizer& own = *each->quantizer();
            if (own.learns())
                all.push_back({own.steps(), own.step_gradients(), false, static_cast<float>(own.how().step_rate)});
        }
        return all;
    }

    /// After an update: no step is nothing, or less.
    void keep_steps() {
        for (activation_quantizer_layer* each : tensors_)
            if (each->learns()) each->keep_step();
        for (learned_weights* each : weights_)
            if (each->quantizer()->learns()) each->quantizer()->keep_steps();
    }

    [[nodiscard]] state current() const {
        state now;
        for (const activation_quantizer_layer* each : tensors_) now.tensors.push_back(each->current());
        for (learned_weights* each : weights_) {
            const auto steps = each->quantizer()->steps();
            now.steps.emplace_back(steps.begin(), steps.end());
        }
        return now;
    }
    void restore(const state& before) {
        for (std::size_t i = 0; i < tensors_.size(); ++i) tensors_[i]->restore(before.tensors[i]);
        for (std::size_t i = 0; i < weights_.size(); ++i)
            std::copy(before.steps[i].begin(), before.steps[i].end(), weights_[i]->quantizer()->steps().begin());
    }

    /// Of each tensor, by name. Tensors that were not observed yet are left out.
    [[nodiscard]] graph::tensor_parameters tensors() const {
        graph::tensor_parameters all;
        for (const activation_quantizer_layer* each : tensors_)
            if (each->current().is_known) all.emplace(each->how().name, each->current().params);
        return all;
    }
    /// Of each node with integer weights, by the name that it has once batch_norm is folded, for the weights and
    /// running statistics as they are now.
    [[nodiscard]] graph::weight_scales weights() const {
        graph::weight_scales all;
        for (learned_weights* each : weights_)
            all.emplace(each->quantizer()->how().name, each->quantizer()->scales(each->values()));
        return all;
    }

private:
    std::vector<activation_quantizer_layer*> tensors_;
    std::vector<learned_weights*> weights_;
};

} // namespace quanta::train
