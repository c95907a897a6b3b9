// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace support {

/// How integers are chosen: each pattern but the first is one that saturates or wraps a kernel that is not exact.
enum class pattern { uniform, all_lowest, all_highest, alternating };

inline constexpr std::array patterns{pattern::uniform, pattern::all_lowest, pattern::all_highest, pattern::alternating};

/// `count` values of `Format`, over its full range.
template <class Format>
std::vector<typename Format::storage_type> integers(std::size_t count, pattern which, std::uint32_t seed) {
    std::mt19937 generator(seed);
    std::uniform_int_distribution<int> uniform(Format::lowest, Format::highest);
    std::vector<typename Format::storage_type> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        const bool low = which == pattern::all_lowest || (which == pattern::alternating && i % 2 == 0);
        const int value = which == pattern::uniform ? uniform(generator) : low ? Format::lowest : Format::highest;
        values[i] = static_cast<typename Format::storage_type>(value);
    }
    return values;
}

inline std::vector<float> floats(std::size_t count, float scale, std::uint32_t seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal(0.0F, scale);
    std::vector<float> values(count);
    for (float& value : values) value = normal(generator);
    return values;
}

} // namespace support
