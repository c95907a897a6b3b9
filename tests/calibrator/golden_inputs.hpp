// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace support {

/// The inputs of the calibrators' golden vectors, bit for bit those of tests/golden/calibrator_inputs.py, which
/// explains them: integers, scaled by powers of two.
class golden_inputs {
public:
    explicit golden_inputs(std::uint64_t seed) : seed_(seed) {}

    [[nodiscard]] std::vector<float> values(const std::string& distribution, std::size_t count) const {
        std::vector<float> made(count);
        for (std::size_t i = 0; i < count; ++i) made[i] = value(distribution, i);
        return made;
    }

private:
    [[nodiscard]] float value(const std::string& distribution, std::uint64_t i) const {
        if (distribution == "gaussian") return scaled(bell(i), -20);
        if (distribution == "uniform") return scaled(field(bits(i), 40, 24) - (1 << 23), -23);
        if (distribution == "laplace") return scaled(exponential(i) * sign(i), -19);
        if (distribution == "one_sided") return scaled(exponential(i), -18);
        if (distribution == "heavy_tail")
            return scaled(field(bits(i), 0, 24) - (1 << 23), 0) / scaled(field(bits(i), 24, 24) + (1 << 14), 0);
        if (distribution == "rectified") return scaled(std::max<std::int64_t>(bell(i) - (1 << 19), 0), -20);
        if (distribution == "bimodal") return scaled((bell(i) >> 3) + sign(i) * 3 * (1 << 20), -20);
        if (distribution == "sparse") return scaled(field(bits(i, 3000), 3, 5) == 0 ? bell(i) : 0, -20);
        if (distribution == "constant") return 2.71828175F;
        if (distribution == "outliers")
            return field(bits(i, 3000), 3, 10) == 0 ? scaled(10000 * sign(i), 0) : scaled(bell(i), -20);
        throw std::invalid_argument("golden_inputs: no distribution " + distribution);
    }

    /// SplitMix64.
    [[nodiscard]] std::uint64_t bits(std::uint64_t i, std::uint64_t other = 0) const {
        std::uint64_t z = (i + 1) * 0x9E3779B97F4A7C15 + (seed_ + other) * 0xD1342543DE82EF95;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    [[nodiscard]] static std::int64_t field(std::uint64_t bits, int first, int width) {
        return static_cast<std::int64_t>((bits >> first) & ((std::uint64_t{1} << width) - 1));
    }

    [[nodiscard]] std::int64_t bell(std::uint64_t i) const {
        const std::uint64_t a = bits(i), b = bits(i, 1000);
        std::int64_t total = 0;
        for (int first = 0; first < 64; first += 16) total += field(a, first, 16) + field(b, first, 16);
        return (total - 262140) * 32 + field(a ^ (b << 32), 35, 5);
    }

    [[nodiscard]] std::int64_t exponential(std::uint64_t i) const {
        const std::int64_t u = field(bits(i), 0, 24) | 1;
        const int power = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(u))) - 1;
        return 24 * (1 << 18) - ((std::int64_t{power} << 18) + (((u - (std::int64_t{1} << power)) << 18) >> power));
    }

    [[nodiscard]] std::int64_t sign(std::uint64_t i) const { return 1 - 2 * field(bits(i, 2000), 7, 1); }

    [[nodiscard]] static float scaled(std::int64_t integer, int power) {
        return std::ldexp(static_cast<float>(integer), power);
    }

    std::uint64_t seed_;
};

} // namespace support
