// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/graph/node.hpp>
#include <quanta/graph/parameters.hpp>
#include <quanta/graph/scheme_value.hpp>
#include <quanta/params/any_profile.hpp>
#include <quanta/params/rules/ranges.hpp>
#include <quanta/quantizer/fake_quantize_row.hpp>
#include <quanta/quantizer/transform_rows.hpp>
#include <quanta/train/fake_quantization.hpp>
#include <quanta/train/row_loops.hpp>
#include <quanta/train/step_gradient.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// How one node's weights are faked.
struct weight_quantization {
    std::string name; ///< of the node once batch_norm is folded, under which its scales are known
    graph::scheme_value scheme;
    scale_policy policy;
    const graph::node* batch_norm; ///< that is folded into the node; null if none is
    double step_rate;
    profile_value profile;
    std::vector<float> initial; ///< steps that are learned from here on; empty: `weight_quantizer` chooses
};

/// Weights as an integer layer has them, for a layer in floats. With the factor a of the batch_norm behind the node (of
/// its running variance; 1 without one) and the scale s of an output channel or of all:
///
///     w' = w a,   used = fake_quantize(w', s) / a,   dw = dused where w' is not clipped, else 0
///
/// The layer's result is then normalized with the batch's statistics as ever: what PyTorch's ConvBn modules do in
/// training (torch.ao.nn.intrinsic.qat; Krishnamoorthi, "Quantizing deep convolutional networks", 2018, 3.2.2, without
/// the correction). a is held constant in the gradient. s is max |w'| / highest, or learned (see `step_gradient`).
class weight_quantizer {
public:
    /// weights (channels, values of each).
    weight_quantizer(const row_loops& loops, weight_quantization how, std::size_t channels, std::size_t size)
        : how_(std::move(how)), channels_(channels), each_(size / channels),
          is_shared_(how_.scheme.granularity.what == graph::granularity_value::kind::tensor), folded_(size),
          used_(size), factors_(channels, 1.0), sums_(is_shared_ ? 1 : channels), steps_(is_shared_ ? 1 : channels),
          step_gradients_(steps_.size()), least_steps_(steps_.size()),
          fake_(select_row_functions<fake_quantize_row, fake_quantize_row_reference, float, float>(
              profile::any(how_.profile), loops.instruction_set())) {
        if (!learns() || how_.initial.empty()) return;
        check(how_.initial.size() == steps_.size(), "fake_quantization: ", how_.initial.size(), " weight scales of '",
              how_.name, "', expected are ", steps_.size());
        steps_ = how_.initial;
        has_steps_ = true;
        note_least_steps();
    }

    [[nodiscard]] const weight_quantization& how() const { return how_; }

    /// The weights to compute with; `weights` must stay until `conclude`.
    [[nodiscard]] const float* prepare(std::span<const float> weights) {
        fold(weights);
        if (how_.policy == scale_policy::range || !has_steps_) {
            choose_steps();
            note_least_steps();
        }
        has_steps_ = true;
        const graph::format_value& format = how_.scheme.format;
        for (std::size_t c = 0; c < channels_; ++c) {
            const std::size_t begin = c * each_;
            float* used = used_.data() + begin;
            if (factors_[c] == 0) { // the channel says nothing
                std::copy_n(weights.data() + begin, each_, used);
                continue;
            }
            const row_params params{step(c), 0, format.lowest, format.highest};
            fake_.share(folded_.data() + begin, each_, params, used);
            if (how_.batch_norm == nullptr) continue;
            for (std::size_t i = 0; i < each_; ++i)
                used[i] = static_cast<float>(static_cast<double>(used[i]) / factors_[c]);
        }
        return used_.data();
    }

    /// Turns the gradient with respect to what `prepare` gave into that of the weights, and finds that of the steps.
    void conclude(std::span<float> gradient) {
        std::fill(sums_.begin(), sums_.end(), 0.0);
        const graph::format_value& format = how_.scheme.format;
        for (std::size_t c = 0; c < channels_; ++c) {
            const step_gradient slope(step(c), format.lowest, format.highest, how_.policy);
            for (std::size_t i = c * each_; i < (c + 1) * each_ && factors_[c] != 0; ++i) {
                sums_[is_shared_ ? 0 : c] += double{gradient[i]} / factors_[c] * double{slope.of_step(folded_[i])};
                gradient[i] = slope.of_value(gradient[i], folded_[i]);
            }
        }
        const double count = static_cast<double>(is_shared_ ? channels_ * each_ : each_);
        const double share = 1 / std::sqrt(count * format.highest);
        for (std::size_t s = 0; s < sums_.size(); ++s) step_gradients_[s] = static_cast<float>(sums_[s] * share);
    }

    /// Of each channel, or of all, that the last `prepare` used.
    [[nodiscard]] std::span<const float> steps() const { return steps_; }
    [[nodiscard]] std::span<float> steps() { return steps_; }
    [[nodiscard]] std::span<const float> step_gradients() const { return step_gradients_; }
    [[nodiscard]] bool learns() const { return how_.policy == scale_policy::learned_step; }
    /// Brings learned steps back that an update took below `least_step`.
    void keep_steps() {
        for (std::size_t s = 0; s < steps_.size(); ++s) steps_[s] = std::max(steps_[s], least_steps_[s]);
    }

    /// The scales for conversion, which rounds weights that were folded with the parameters as they are now.
    [[nodiscard]] std::vector<float> scales(std::span<const float> weights) {
        static_cast<void>(prepare(weights));
        return steps_;
    }

private:
    void note_least_steps() {
        for (std::size_t s = 0; s < steps_.size(); ++s) least_steps_[s] = least_step(steps_[s]);
    }
    [[nodiscard]] float step(std::size_t channel) const { return steps_[is_shared_ ? 0 : channel]; }

    /// As `graph::fold_batch_norm` has them.
    void find_factors(const graph::node& batch_norm) {
        const auto scale = graph::values_of(batch_norm.parameters, "scale");
        const auto variance = graph::values_of(batch_norm.parameters, "variance");
        const double epsilon = std::get<graph::operations::batch_norm>(batch_norm.what).epsilon;
        for (std::size_t c = 0; c < channels_; ++c)
            factors_[c] = scale[c] / __builtin_sqrt(double{variance[c]} + epsilon);
    }

    void fold(std::span<const float> weights) {
        if (how_.batch_norm != nullptr) find_factors(*how_.batch_norm);
        for (std::size_t c = 0; c < channels_; ++c)
            for (std::size_t i = c * each_; i < (c + 1) * each_; ++i)
                folded_[i] = static_cast<float>(factors_[c] * double{weights[i]});
    }

    /// The range's steps; where steps are learned, they begin with 2 average |w'| / sqrt(highest) (Esser et al.) if
    /// that is less.
    void choose_steps() {
        const std::size_t count = folded_.size() / steps_.size();
        const graph::format_value& format = how_.scheme.format;
        for (std::size_t s = 0; s < steps_.size(); ++s) {
            double largest = 0, sum = 0;
            for (std::size_t i = s * count; i < (s + 1) * count; ++i) {
                largest = std::max(largest, std::fabs(double{folded_[i]}));
                sum += std::fabs(double{folded_[i]});
            }
            steps_[s] = profile::any(how_.profile).parameters({-largest, largest}, how_.scheme.target()).scale;
            const double learned = 2 * sum / static_cast<double>(count) / std::sqrt(format.highest);
            if (learns() && learned > 0)
                steps_[s] = std::clamp(static_cast<float>(learned), rule::smallest_scale, steps_[s]);
        }
    }

    weight_quantization how_;
    std::size_t channels_, each_;
    bool is_shared_, has_steps_ = false;
    std::vector<float> folded_, used_;
    std::vector<double> factors_, sums_;
    std::vector<float> steps_, step_gradients_, least_steps_;
    row_functions<float, float> fake_;
};

} // namespace quanta::train
