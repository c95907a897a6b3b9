// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include <quanta/isa/target.hpp>
#include <quanta/params/rules/ranges.hpp>
#include <quanta/train/fake_quantization.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// The gradient of y = clamp(round(x / s), lowest, highest) s, with bounds counted from the zero point, as if rounding
/// were not there (straight through; Bengio et al., 2013):
///
///     dx = dy where x is not clipped, else 0
///     ds = dy (round(x / s) - x / s), where clipped dy lowest or dy highest      (Esser et al., "LSQ", 2020, formula
///     3)
///
/// Not clipped is what rounds to an integer of the format (PyTorch's fake_quantize), or, where the step is learned,
/// what lies between the bounds themselves (LSQ).
class step_gradient {
public:
    step_gradient(float step, int lowest, int highest, scale_policy policy)
        : inverse_(1 / step), lowest_(static_cast<float>(lowest)), highest_(static_cast<float>(highest)) {
        const float margin = policy == scale_policy::range ? 0.5F : 0.0F;
        least_ = (lowest_ - margin) * step;
        most_ = (highest_ + margin) * step;
    }

    [[nodiscard]] float of_value(float gradient, float x) const {
        return x >= least_ ? (x <= most_ ? gradient : 0.0F) : 0.0F;
    }

    /// For dy = 1.
    [[nodiscard]] float of_step(float x) const {
        constexpr float shift = 0x1.8p23F; // adding it rounds what is less than 2^22 to an integer
        const float steps = x * inverse_;
        const float inside = steps < lowest_ ? lowest_ : steps > highest_ ? highest_ : steps;
        const float rounded = (inside + shift) - shift;
        return inside == steps ? rounded - steps : inside;
    }

private:
    float inverse_, lowest_, highest_, least_ = 0, most_ = 0;
};

/// max(2^-10 first, smallest_scale): below it no update takes a learned step that began with `first`, since from 0 or less
/// none returns.
[[nodiscard]] inline float least_step(float first) { return std::max(first * 0x1p-10F, rule::smallest_scale); }

} // namespace quanta::train
