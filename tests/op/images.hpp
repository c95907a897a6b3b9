// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include <quanta/op/integer_range.hpp>
#include <quanta/params/affine_params.hpp>
#include <quanta/tensor/tensor_view.hpp>
#include <support/guarded_buffer.hpp>

/// The formulas of profile::quanta once more, from its documentation.
namespace plain {

inline int rounded(float steps, int zero_point, quanta::op::integer_range range) {
    const auto lowest = static_cast<float>(range.lowest - zero_point);
    const auto highest = static_cast<float>(range.highest - zero_point);
    if (steps < lowest) steps = lowest;
    if (steps > highest) steps = highest;
    return static_cast<int>(std::nearbyint(steps)) + zero_point;
}

inline int requantize(std::int64_t sum, double lhs, double rhs, quanta::affine_params out,
                      quanta::op::integer_range range) {
    const auto multiplier = static_cast<float>(lhs * rhs / double{out.scale});
    return rounded(static_cast<float>(sum) * multiplier, out.zero_point, range);
}

} // namespace plain

/// Random values of a T over its whole range.
template <class T>
std::vector<T> random_bytes(std::size_t count, std::uint32_t seed) {
    std::mt19937 generator(seed);
    std::vector<T> values(count);
    for (T& value : values) value = static_cast<T>(generator());
    return values;
}

/// How an image (N, H, W, C) lies in memory.
enum class layout { channels_last, channels_first, pixels_apart };

inline constexpr std::array layouts{layout::channels_last, layout::channels_first, layout::pixels_apart};

/// An image (N, H, W, C) in memory of its own, whose last value ends where a page begins that faults.
template <class T>
class image {
public:
    image(std::array<std::size_t, 4> extents, layout order)
        : view_(nullptr, {0, 0, 0, 0}), memory_(extents[0] * extents[1] * pitch(extents, order)) {
        const auto [n, h, w, c] = extents;
        const auto across = static_cast<std::ptrdiff_t>(order == layout::channels_first ? 1 : pixel(extents, order));
        const auto down = static_cast<std::ptrdiff_t>(order == layout::channels_first ? w : w * pixel(extents, order));
        const auto channel = static_cast<std::ptrdiff_t>(order == layout::channels_first ? h * w : 1);
        view_ = {
            memory_.data(), extents, {static_cast<std::ptrdiff_t>(h * pitch(extents, order)), down, across, channel}};
    }
    image(std::array<std::size_t, 4> extents, layout order, std::uint32_t seed) : image(extents, order) {
        std::mt19937 generator(seed);
        std::normal_distribution<float> normal(0.0F, 3.0F);
        for (T& value : memory_.span())
            if constexpr (std::is_same_v<T, float>)
                value = normal(generator);
            else
                value = static_cast<T>(generator());
    }

    [[nodiscard]] const quanta::tensor_view<T, 4>& view() const { return view_; }
    template <class... Index>
    [[nodiscard]] T& operator()(Index... index) const {
        return view_(index...);
    }

private:
    static std::size_t pixel(const std::array<std::size_t, 4>& extents, layout order) {
        return extents[3] + (order == layout::pixels_apart ? 5 : 0);
    }
    /// Values of a row of the image.
    static std::size_t pitch(const std::array<std::size_t, 4>& extents, layout order) {
        return extents[2] * pixel(extents, order);
    }

    quanta::tensor_view<T, 4> view_;
    support::guarded_buffer<T> memory_;
};

/// Calls `action(n, h, w, c)` for each value of an image.
template <class Action>
void for_each_index(const std::array<std::size_t, 4>& extents, const Action& action) {
    for (std::size_t n = 0; n < extents[0]; ++n)
        for (std::size_t h = 0; h < extents[1]; ++h)
            for (std::size_t w = 0; w < extents[2]; ++w)
                for (std::size_t c = 0; c < extents[3]; ++c) action(n, h, w, c);
}
