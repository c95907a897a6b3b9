// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <variant>

#include <quanta/core/contracts.hpp>
#include <quanta/isa/target.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// The rate stays as it is.
struct constant_schedule {};
/// The rate is multiplied by `factor` after every `epochs` epochs.
struct step_schedule {
    std::size_t epochs;
    double factor = 0.1;
};
/// The rate falls from its peak to `last` of it along half a cosine (Loshchilov and Hutter, "SGDR", 2017).
struct cosine_schedule {
    double last = 0;
};

/// How the learning rate changes from step to step: `peak` times the schedule, and for the first `warm_up` epochs,
/// which need not be whole, it rises in a line from nothing.
struct learning_rate {
    double peak = 0.1;
    std::variant<constant_schedule, step_schedule, cosine_schedule> schedule = cosine_schedule{};
    double warm_up = 0;
};

/// The rate of step `step`, counted from 0, of a training of `epochs` epochs with `steps_per_epoch` steps each. With t
/// = step / steps_per_epoch: step: factor^floor(t / every); cosine over the epochs behind the warm-up: last + (1 -
/// last) (1 + cos(pi (t - warm_up) / (epochs - warm_up))) / 2; while t < warm_up: (step + 1) / steps of the warm-up.
[[nodiscard]] inline double rate_at(const learning_rate& rate, std::size_t step, std::size_t steps_per_epoch,
                                    std::size_t epochs) {
    const auto per_epoch = static_cast<double>(steps_per_epoch);
    const double time = static_cast<double>(step) / per_epoch, warm = rate.warm_up;
    if (time < warm) return rate.peak * std::min(1.0, static_cast<double>(step + 1) / (warm * per_epoch));
    if (const auto* steps = std::get_if<step_schedule>(&rate.schedule)) {
        check(steps->epochs >= 1, "step_schedule: a step every 0 epochs");
        return rate.peak * std::pow(steps->factor, std::floor(time / static_cast<double>(steps->epochs)));
    }
    if (const auto* cosine = std::get_if<cosine_schedule>(&rate.schedule)) {
        const double all = std::max(static_cast<double>(epochs) - warm, 1 / per_epoch);
        const double done = std::min((time - warm) / all, 1.0);
        return rate.peak * (cosine->last + (1 - cosine->last) * (1 + std::cos(std::numbers::pi * done)) / 2);
    }
    return rate.peak;
}

} // namespace quanta::train
