// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

#include <quanta/isa/target.hpp>

namespace quanta::report::inline QUANTA_ABI {

/// Sums over finite pairs (x, y), in doubles.
struct pair_sums {
    double signal = 0;  ///< x^2
    double noise = 0;   ///< (x - y)^2
    double other = 0;   ///< y^2
    double product = 0; ///< x y
    double error = 0;   ///< |x - y|
    double largest = 0; ///< of |x - y|, not a sum

    void add(float each_x, float each_y) {
        const double x = each_x, y = each_y, difference = x - y;
        signal += x * x;
        noise += difference * difference;
        other += y * y;
        product += x * y;
        error += std::abs(difference);
        largest = std::max(largest, std::abs(difference));
    }
    void merge(const pair_sums& more) {
        signal += more.signal;
        noise += more.noise;
        other += more.other;
        product += more.product;
        error += more.error;
        largest = std::max(largest, more.largest);
    }

    /// 10 log10(signal / noise); +infinity where there is no noise.
    [[nodiscard]] double sqnr_db() const {
        if (noise == 0) return std::numeric_limits<double>::infinity();
        return 10 * std::log10(signal / noise);
    }
    /// product / sqrt(signal other); 1 where both are 0, 0 where one is.
    [[nodiscard]] double cosine_similarity() const {
        if (signal == 0 || other == 0) return signal == other ? 1 : 0;
        return std::clamp(product / (std::sqrt(signal) * std::sqrt(other)), -1.0, 1.0);
    }
};

/// The sums over pairs of as many x as y. Four at once, so that the processor need not wait for one addition before the
/// next.
[[nodiscard]] inline pair_sums pair_sums_of(std::span<const float> x, std::span<const float> y) {
    pair_sums parts[4];
    for (std::size_t i = 0; i < x.size(); ++i) parts[i % 4].add(x[i], y[i]);
    for (std::size_t part = 1; part < 4; ++part) parts[0].merge(parts[part]);
    return parts[0];
}

} // namespace quanta::report
