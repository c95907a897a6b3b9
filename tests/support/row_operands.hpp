// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <quanta/quantizer/row_kernels.hpp>

namespace support {

/// Lengths around every step of every row kernel, and primes.
inline constexpr std::size_t longest_row = 1021;
inline std::vector<std::size_t> row_lengths() {
    std::vector<std::size_t> lengths{191, 257, 509, longest_row};
    for (std::size_t length = 0; length <= 130; ++length) lengths.push_back(length);
    return lengths;
}

/// Parameters at the edges of each storage type's range and beyond what its values can show.
template <class T>
std::vector<quanta::row_params> row_parameters() {
    constexpr std::int32_t lowest = std::numeric_limits<T>::min(), highest = std::numeric_limits<T>::max();
    constexpr std::int32_t middle = lowest + (highest - lowest) / 2;
    return {{0.5F, middle, lowest, highest},
            {0.1F, lowest, lowest, highest},
            {0.003F, highest, lowest, highest},
            {0x1.000008p-128F, middle, lowest, highest},
            {3e38F, middle, lowest, highest},
            {1.0F, 0, 0, 1},
            {0.7F, lowest + 1, lowest + 1, highest - 2}};
}

/// Parameters of one value each: those of `shared`, varied.
struct varied_parameters {
    std::vector<float> scales;
    std::vector<std::int32_t> zero_points;
};
inline varied_parameters vary(const quanta::row_params& shared, std::size_t count, std::mt19937& generator) {
    std::uniform_real_distribution<float> factor(0.5F, 1.0F);
    std::uniform_int_distribution<std::int32_t> zero_point(shared.lowest, shared.highest);
    varied_parameters varied;
    for (std::size_t i = 0; i < count; ++i) {
        const bool smallest = shared.scale < 1e-30F; // its reciprocal would not be finite
        varied.scales.push_back(smallest ? shared.scale : shared.scale * factor(generator));
        varied.zero_points.push_back(zero_point(generator));
    }
    return varied;
}

/// NaN, infinities, zeros, denormals, the largest floats, ties between integers, values inside the range and far outside.
inline std::vector<float> hard_reals(std::size_t count, float scale, std::mt19937& generator) {
    using limits = std::numeric_limits<float>;
    const float special[] = {limits::quiet_NaN(),
                             -limits::quiet_NaN(),
                             limits::infinity(),
                             -limits::infinity(),
                             0.0F,
                             -0.0F,
                             limits::denorm_min(),
                             -limits::denorm_min(),
                             limits::min() / 2,
                             limits::max(),
                             limits::lowest(),
                             2147483648.0F * scale,
                             -2147483904.0F * scale};
    std::uniform_int_distribution<int> kind(0, 3), half_steps(-600, 600), index(0, 12);
    std::normal_distribution<float> near(0.0F, 100.0F), far(0.0F, 60000.0F);
    std::vector<float> values(count);
    for (float& value : values) {
        switch (kind(generator)) {
        case 0: value = special[index(generator)]; break;
        case 1: value = static_cast<float>(half_steps(generator)) * 0.5F * scale; break;
        case 2: value = near(generator) * scale; break;
        default: value = far(generator) * scale; break;
        }
    }
    return values;
}

} // namespace support
