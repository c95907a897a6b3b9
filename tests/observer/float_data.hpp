// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace support {

inline constexpr float nan = std::numeric_limits<float>::quiet_NaN();
inline constexpr float infinity = std::numeric_limits<float>::infinity();

/// Floats of many magnitudes and either sign, with zeros of either sign, denormals, the largest float, and numbers that
/// are powers of two; every tenth is NaN or infinite where `with_non_finite`.
inline std::vector<float> hostile_floats(std::size_t count, bool with_non_finite, std::uint32_t seed) {
    std::mt19937 generator(seed);
    std::uniform_int_distribution<int> kind(0, 19), exponent(-149, 126), narrow(-8, 3);
    std::normal_distribution<float> normal;
    const bool all_magnitudes = generator() % 4 == 0; // else the bulk decides the width of bins
    std::vector<float> values(count);
    for (float& value : values) {
        const int drawn = kind(generator);
        const int power = all_magnitudes ? exponent(generator) : narrow(generator);
        value = drawn < 2   ? (drawn == 0 ? 0.0f : -0.0f)
                : drawn < 5 ? std::ldexp(drawn == 3 ? -1.0f : 1.0f, power)
                            : std::ldexp(normal(generator), power);
        if (drawn == 5) value = std::numeric_limits<float>::denorm_min() * static_cast<float>(generator() % 100);
        if (drawn == 6 && all_magnitudes) value = std::numeric_limits<float>::lowest();
        if (drawn >= 18 && with_non_finite) value = drawn == 18 ? nan : generator() % 2 ? infinity : -infinity;
    }
    return values;
}

/// Observes `values` in `parts` observers, cut at random places, and merges them in random order.
template <class Statistics>
Statistics observed_in_parts(std::vector<float> values, std::size_t parts, std::uint32_t seed, auto view_of) {
    std::mt19937 generator(seed);
    std::shuffle(values.begin(), values.end(), generator);
    std::vector<Statistics> observers(parts);
    for (std::size_t begin = 0; begin < values.size();) {
        const std::size_t count = std::min<std::size_t>(1 + generator() % 700, values.size() - begin);
        observers[generator() % parts].observe(view_of(values.data() + begin, count));
        begin += count;
    }
    while (observers.size() > 1) {
        std::swap(observers[generator() % observers.size()], observers.back());
        const Statistics last = observers.back();
        observers.pop_back();
        observers[generator() % observers.size()].merge(last);
    }
    return observers.front();
}

} // namespace support
