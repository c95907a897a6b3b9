// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <limits>
#include <string_view>
#include <variant>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/train/fit_options.hpp>

namespace quanta::train::inline QUANTA_ABI {

namespace detail {

/// Error unless lowest <= value <= highest; NaN is not.
inline void check_within(std::string_view what, double value, double lowest, double highest) {
    check(value >= lowest && value <= highest, "fit: ", what, " is ", value, ", it must be in [", lowest, ", ", highest,
          "]");
}

inline constexpr double largest_option = std::numeric_limits<float>::max();

inline void check_optimizer(const sgd& rule) {
    check(rule.momentum >= 0 && rule.momentum < 1, "fit: momentum is ", rule.momentum, ", it must be in [0, 1)");
    check_within("weight_decay", rule.weight_decay, 0, largest_option);
}
inline void check_optimizer(const adam& rule) {
    check(rule.beta1 >= 0 && rule.beta1 < 1, "fit: beta1 is ", rule.beta1, ", it must be in [0, 1)");
    check(rule.beta2 >= 0 && rule.beta2 < 1, "fit: beta2 is ", rule.beta2, ", it must be in [0, 1)");
    check_within("epsilon", rule.epsilon, std::numeric_limits<float>::min(), largest_option);
    check_within("weight_decay", rule.weight_decay, 0, largest_option);
}

inline void check_rate(const learning_rate& rate) {
    check_within("the peak of the learning rate", rate.peak, 0, largest_option);
    check_within("warm_up", rate.warm_up, 0, largest_option);
    if (const auto* cosine = std::get_if<cosine_schedule>(&rate.schedule))
        check_within("the last of a cosine_schedule", cosine->last, 0, 1);
    if (const auto* steps = std::get_if<step_schedule>(&rate.schedule)) {
        check(steps->epochs >= 1, "fit: a step_schedule with a step every 0 epochs");
        check_within("the factor of a step_schedule", steps->factor, 0, largest_option);
    }
}

/// `what`: of a tensor, or of a node's weights.
inline void check_initial_scale(std::string_view what, std::string_view name, float scale) {
    check(is_finite(scale) && scale > 0 && is_finite(1 / scale), "fit: ", what, " of '", name, "' is ", scale,
          ", it must be positive and finite with a finite reciprocal");
}

inline void check_fake_quantization(const fake_quantization& how) {
    check_within("averaging_constant", how.averaging_constant, 0, 1);
    check_within("step_rate", how.step_rate, 0, largest_option);
    check(how.observe_from < how.freeze_observers_from, "fit: ranges are observed from step ", how.observe_from,
          " and frozen from step ", how.freeze_observers_from, ", so never");
    for (const auto& [name, params] : how.initial) {
        const graph::tensor_plan* planned = nullptr;
        for (std::size_t t = 0; t < how.plan.tensors.size(); ++t)
            if (how.plan.tensors[t].name == name && how.plan.has_own_parameters(t)) planned = &how.plan.tensors[t];
        check(planned != nullptr, "fit: initial parameters of '", name, "', which has none of its own in the plan");
        const graph::format_value& format = planned->scheme->format;
        check_initial_scale("the initial scale", name, params.scale);
        check(params.zero_point >= format.lowest && params.zero_point <= format.highest,
              "fit: the initial zero point of '", name, "' is ", params.zero_point, ", ", format.name, " has [",
              format.lowest, ", ", format.highest, "]");
    }
    for (const auto& [name, scales] : how.initial_weights) {
        const auto planned =
            std::find_if(how.plan.nodes.begin(), how.plan.nodes.end(),
                         [&, &node = name](const graph::node_plan& each) { return each.name == node; });
        check(planned != how.plan.nodes.end() && planned->weights, "fit: initial weight scales of '", name,
              "', which has no integer weights in the plan");
        for (const float scale : scales) check_initial_scale("an initial weight scale", name, scale);
    }
}

} // namespace detail

/// Errors, each naming the option, its value and the limit, unless the numbers of `options` are such that a network can
/// learn with them.
inline void check_options(const fit_options& options) {
    detail::check_rate(options.learning_rate);
    std::visit([](const auto& rule) { detail::check_optimizer(rule); }, options.optimizer);
    if (const auto* entropy = std::get_if<softmax_cross_entropy>(&options.loss))
        check(entropy->smoothing >= 0 && entropy->smoothing < 1, "fit: smoothing is ", entropy->smoothing,
              ", it must be in [0, 1)");
    check(options.augmentation.most_shift <= 65535, "fit: most_shift is ", options.augmentation.most_shift,
          ", it must be in [0, 65535]");
    if (options.early_stopping)
        check(options.early_stopping->patience >= 1, "fit: a patience of 0 epochs, it must be 1 at least");
    if (options.fake_quantization) detail::check_fake_quantization(*options.fake_quantization);
}

} // namespace quanta::train
