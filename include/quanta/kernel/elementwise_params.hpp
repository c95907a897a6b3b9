// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace quanta::kernel {

/// int32 to stored integers, as `profile::quanta::requantize`.
struct requantization {
    float multiplier; ///< finite
    std::int32_t zero_point, lowest, highest;
};

/// Stored integers to those of other parameters: the input's zero point is taken off first.
struct rescaling {
    std::int32_t input_zero_point;
    requantization result;
};

/// The product of two stored integers, each less its zero point.
struct multiplication {
    std::int32_t lhs_zero_point, rhs_zero_point;
    requantization result;
};

/// The sum of two stored integers, each less its zero point and times its multiplier.
struct addition {
    std::int32_t lhs_zero_point, rhs_zero_point;
    float lhs_multiplier, rhs_multiplier; ///< finite
    std::int32_t zero_point, lowest, highest;
};

/// Pixels around a point of an image, and how much of each it takes.
template <class T, class Weight>
struct corners {
    const T* pixels[4]; ///< channels are neighbours
    Weight weights[4];
};

} // namespace quanta::kernel
