// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include <quanta/calibrator/integer_target.hpp>
#include <quanta/observer/histogram.hpp>

namespace support {

inline constexpr quanta::integer_target uint8_asymmetric{0, 255, false}, int8_symmetric{-127, 127, true},
    uint4_asymmetric{0, 15, false}, int4_symmetric{-7, 7, true};

template <std::size_t Bins = 2048>
quanta::histogram<Bins> histogram_of(const std::vector<float>& values) {
    quanta::histogram<Bins> histogram;
    histogram.observe(quanta::view(values));
    return histogram;
}

/// `count` values of `transform(x)`, x standard normal.
inline std::vector<float> normal_values(std::size_t count, std::uint32_t seed, auto transform) {
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& value : values) value = transform(normal(generator));
    return values;
}

inline std::vector<float> normal_values(std::size_t count, std::uint32_t seed) {
    return normal_values(count, seed, [](float x) { return x; });
}

/// As after a ReLU: zeros, more than half of all, and a positive tail.
inline std::vector<float> rectified_values(std::size_t count, std::uint32_t seed) {
    return normal_values(count, seed, [](float x) { return x > 0.3f ? x - 0.3f : 0.0f; });
}

} // namespace support
