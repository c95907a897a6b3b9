// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>

#include <quanta/observer/finite_blocks.hpp>

namespace quanta::inline QUANTA_ABI {

/// The smallest and the largest of some finite values; the identity of `include` where there are none.
struct extremes {
    float minimum = std::numeric_limits<float>::infinity();
    float maximum = -std::numeric_limits<float>::infinity();

    /// Widens to hold `other`. A zero is always +0, so the order of a -0 and a +0 leaves no trace.
    void include(const extremes& other) {
        minimum = std::min(minimum, other.minimum) + 0.0f;
        maximum = std::max(maximum, other.maximum) + 0.0f;
    }

    friend bool operator==(const extremes&, const extremes&) = default;
};

/// The extremes of finite `values`.
[[nodiscard]] inline extremes extremes_of(std::span<const float> values) {
    float minimum[detail::lanes], maximum[detail::lanes];
    std::fill_n(minimum, detail::lanes, extremes{}.minimum);
    std::fill_n(maximum, detail::lanes, extremes{}.maximum);
    std::size_t i = 0;
    for (; i + detail::lanes <= values.size(); i += detail::lanes)
        for (std::size_t lane = 0; lane < detail::lanes; ++lane) {
            const float x = values[i + lane];
            minimum[lane] = x < minimum[lane] ? x : minimum[lane];
            maximum[lane] = x > maximum[lane] ? x : maximum[lane];
        }
    extremes all;
    for (std::size_t lane = 0; lane < detail::lanes; ++lane) all.include({minimum[lane], maximum[lane]});
    for (; i < values.size(); ++i) all.include({values[i], values[i]});
    return all;
}

} // namespace quanta
