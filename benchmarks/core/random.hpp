// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <random>

#include <core/array.hpp>

namespace bench {

/// `count` values, uniform over lowest..highest, the same in every run.
template <class T>
[[nodiscard]] array<T> random_integers(std::size_t count, int lowest, int highest, unsigned seed) {
    std::mt19937 bits(seed);
    std::uniform_int_distribution<int> value(lowest, highest);
    array<T> values(count);
    for (T& each : values) each = static_cast<T>(value(bits));
    return values;
}

/// `count` values, uniform over [-magnitude, magnitude), the same in every run.
[[nodiscard]] inline array<float> random_reals(std::size_t count, float magnitude, unsigned seed) {
    std::mt19937 bits(seed);
    array<float> values(count);
    for (float& each : values) each = magnitude * (static_cast<float>(bits() >> 8) * 0x1p-23F - 1.0F);
    return values;
}

} // namespace bench
