// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <quanta/core/fixed_point.hpp>

/// What the ways of scaling an accumulator make of one, without zero point: computed from the published formulas by a
/// program of their own. `scale` * 2^31 is the mantissa with the exponent, exactly.
struct requantize_vector {
    std::int32_t accumulator;
    float scale;
    quanta::fixed_point_multiplier multiplier;
    int twice_rounded, once_rounded, in_float;
};

inline constexpr requantize_vector requantize_vectors[] = {
    {1, 0.5F, {1073741824, 0}, 1, 1, 0},
    {-1, 0.5F, {1073741824, 0}, 0, 0, 0},
    {-3, 0.5F, {1073741824, 0}, -1, -1, -2},
    {-10, 0.25F, {1073741824, -1}, -3, -2, -2},
    {26, 0.25F, {1073741824, -1}, 7, 7, 6},
    {585, 0.0111111114F, {1527099520, -6}, 7, 7, 6},
    {-14634, 0.00331415026F, {1821973376, -8}, -49, -48, -48},
    {5130, 0.0168613978F, {1158706432, -5}, 87, 86, 86},
};
