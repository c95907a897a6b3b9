// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include <quanta/calibrator/integer_target.hpp>
#include <quanta/calibrator/real_range.hpp>
#include <quanta/params/affine_params.hpp>
#include <quanta/params/rules/ranges.hpp>

namespace quanta::rule::inline QUANTA_ABI {

/// min = minimum(0, range.minimum), max = maximum(0, range.maximum)
/// asymmetric: scale = (max - min) / (highest - lowest), zero_point = Ties::of(clamp(lowest - min / scale))
/// symmetric:  scale = maximum(-min, max) / highest, zero_point = 0
/// In floats. A range of zero width gives scale 1 and zero point 0. Error unless the range is ordered and its scale is a
/// finite float.
template <class Ties>
[[nodiscard]] affine_params parameters_in_floats(real_range range, integer_target target) {
    const auto [least, most] = widened(range);
    const auto minimum = static_cast<float>(least), maximum = static_cast<float>(most);
    if (minimum == maximum) return {};
    const auto lowest = static_cast<float>(target.lowest), highest = static_cast<float>(target.highest);
    if (target.symmetric) return {checked_scale(std::max(-minimum, maximum) / highest, smallest_scale), 0};
    const float scale = checked_scale((maximum - minimum) / (highest - lowest), smallest_scale);
    const float zero_point = Ties::of(std::clamp(lowest - minimum / scale, lowest, highest));
    return {scale, static_cast<std::int32_t>(zero_point)};
}

} // namespace quanta::rule
