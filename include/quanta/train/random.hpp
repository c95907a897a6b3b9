// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <utility>

#include <quanta/isa/target.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// Random numbers by their place: number `index` of a stream depends on the seed, the stream and the index alone, so
/// that any thread can draw any of them. SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", 2014), whose state is a counter.
class random_stream {
public:
    constexpr random_stream(std::uint64_t seed, std::uint64_t stream) : key_(mixed(mixed(seed) ^ (stream * step))) {}

    [[nodiscard]] constexpr std::uint64_t bits(std::uint64_t index) const { return mixed(key_ + (index + 1) * step); }

    /// Below `count`, which is less than 2^32: each equally likely but for one part in 2^32.
    [[nodiscard]] constexpr std::size_t below(std::uint64_t index, std::size_t count) const {
        return static_cast<std::size_t>((bits(index) >> 32) * count >> 32);
    }

    /// Uniform in (0, 1).
    [[nodiscard]] constexpr double uniform(std::uint64_t index) const {
        return (static_cast<double>(bits(index) >> 11) + 0.5) * 0x1p-53;
    }

    /// Normal with mean 0 and variance 1 (Box and Muller, 1958), from two uniform numbers.
    [[nodiscard]] double normal(std::uint64_t index) const {
        const double angle = 2 * std::numbers::pi * uniform(2 * index + 1);
        return std::sqrt(-2 * std::log(uniform(2 * index))) * std::cos(angle);
    }

private:
    static constexpr std::uint64_t step = 0x9E3779B97F4A7C15;

    [[nodiscard]] static constexpr std::uint64_t mixed(std::uint64_t z) {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    std::uint64_t key_;
};

/// Puts the values in an order that depends on the stream alone (Fisher and Yates).
template <class T>
void shuffle(std::span<T> values, const random_stream& numbers) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[numbers.below(i, i)]);
}

} // namespace quanta::train
