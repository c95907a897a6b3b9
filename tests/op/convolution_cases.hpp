// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <vector>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/op/window.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace support {

/// A convolution's sizes. `inputs` and `outputs` are channels, over all groups.
struct convolution_case {
    std::size_t images, height, width, inputs, outputs, groups;
    quanta::op::window moved;

    [[nodiscard]] std::array<std::size_t, 4> input_extents() const { return {images, height, width, inputs}; }
    [[nodiscard]] std::array<std::size_t, 4> output_extents() const {
        const auto size = quanta::op::output_size("test", moved, {height, width});
        return {images, size.height, size.width, outputs};
    }
    [[nodiscard]] std::array<std::size_t, 4> weight_extents() const {
        return {outputs, moved.kernel.height, moved.kernel.width, inputs / groups};
    }

    friend std::ostream& operator<<(std::ostream& out, const convolution_case& c) {
        const quanta::op::window& w = c.moved;
        return out << c.images << "x" << c.height << "x" << c.width << "x" << c.inputs << " to " << c.outputs << " in "
                   << c.groups << " groups, kernel " << w.kernel.height << "x" << w.kernel.width << ", stride "
                   << w.stride.height << "," << w.stride.width << ", padding " << w.padding.top << "," << w.padding.left
                   << "," << w.padding.bottom << "," << w.padding.right << ", dilation " << w.dilation.height << ","
                   << w.dilation.width;
    }
};

/// Odd sizes; padding wider than the image; dilation; groups; strides of 1 to 3; few and many channels, with and without
/// a remainder to every depth and width of a kernel's cells; single taps and pixels; no image.
inline const std::vector<convolution_case> convolution_cases{
    {1, 1, 1, 1, 1, 1, {{1, 1}, {1, 1}, {0, 0, 0, 0}, {1, 1}}},
    {2, 5, 7, 4, 6, 1, {{1, 1}, {1, 1}, {0, 0, 0, 0}, {1, 1}}},
    {1, 7, 6, 64, 17, 1, {{1, 1}, {2, 3}, {0, 0, 0, 0}, {1, 1}}},
    {2, 3, 4, 20, 3, 1, {{1, 1}, {1, 1}, {1, 2, 0, 1}, {1, 1}}},
    {2, 7, 9, 1, 16, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}},
    {1, 6, 5, 3, 9, 1, {{3, 3}, {2, 2}, {0, 1, 1, 0}, {1, 1}}},
    {1, 5, 6, 17, 5, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}},
    {1, 6, 7, 64, 70, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}},
    {3, 4, 5, 32, 8, 1, {{2, 3}, {1, 2}, {1, 2, 0, 1}, {1, 1}}},
    {1, 2, 3, 3, 4, 1, {{5, 5}, {1, 1}, {4, 5, 6, 7}, {1, 1}}},
    {1, 2, 2, 20, 4, 1, {{3, 3}, {3, 3}, {9, 8, 7, 6}, {2, 3}}},
    {1, 11, 10, 4, 7, 1, {{3, 3}, {1, 1}, {2, 2, 2, 2}, {2, 2}}},
    {1, 9, 12, 24, 3, 1, {{3, 2}, {2, 1}, {0, 3, 3, 0}, {3, 4}}},
    {1, 12, 11, 3, 8, 1, {{7, 7}, {2, 2}, {3, 3, 3, 3}, {1, 1}}},
    {2, 5, 5, 8, 12, 4, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}},
    {1, 5, 6, 48, 10, 2, {{3, 3}, {2, 1}, {1, 0, 1, 2}, {1, 2}}},
    {1, 4, 4, 5, 5, 5, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}},
    {1, 40, 3, 16, 1, 1, {{4, 1}, {3, 1}, {0, 0, 2, 0}, {1, 1}}},
    {0, 5, 5, 4, 4, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}},
};

/// How many elements a tensor has.
[[nodiscard]] inline std::size_t count(const std::array<std::size_t, 4>& extents) {
    return extents[0] * extents[1] * extents[2] * extents[3];
}

/// Whether an operator's weights say how many groups there are: as many as channels.
template <class Layer>
inline constexpr bool is_depthwise = !requires(const Layer& layer) {
    layer.groups();
};

/// Images (N, H, W, C) laid out one channel after the other: a view of an NCHW tensor.
template <class T>
quanta::tensor_view<T, 4> planar(T* data, const std::array<std::size_t, 4>& extents) {
    const auto plane = static_cast<std::ptrdiff_t>(extents[1] * extents[2]);
    return {data,
            extents,
            {static_cast<std::ptrdiff_t>(extents[3]) * plane, static_cast<std::ptrdiff_t>(extents[2]), 1, plane}};
}

/// Copies images between layouts.
template <class T>
void copy_images(const quanta::tensor_view<const T, 4>& from, const quanta::tensor_view<T, 4>& to) {
    for (std::size_t n = 0; n < from.extent(0); ++n)
        for (std::size_t y = 0; y < from.extent(1); ++y)
            for (std::size_t x = 0; x < from.extent(2); ++x)
                for (std::size_t c = 0; c < from.extent(3); ++c) to(n, y, x, c) = from(n, y, x, c);
}

/// Calls `action(n, y, x, o)` for each element of a tensor in order.
template <class Action>
void for_each_output(const std::array<std::size_t, 4>& extents, const Action& action) {
    for (std::size_t n = 0; n < extents[0]; ++n)
        for (std::size_t y = 0; y < extents[1]; ++y)
            for (std::size_t x = 0; x < extents[2]; ++x)
                for (std::size_t o = 0; o < extents[3]; ++o) action(n, y, x, o);
}

/// Calls `action(input index, weight index)` for each product of output pixel (y, x) of channel `o`, in the order (down,
/// across, channel); indices into contiguous tensors, the input's is -1 outside the image.
template <class Action>
void for_each_product(const convolution_case& c, std::size_t n, std::size_t y, std::size_t x, std::size_t o,
                      const Action& action) {
    const std::size_t depth = c.inputs / c.groups, group = o / (c.outputs / c.groups);
    const auto& w = c.moved;
    for (std::size_t i = 0; i < w.kernel.height; ++i)
        for (std::size_t j = 0; j < w.kernel.width; ++j)
            for (std::size_t k = 0; k < depth; ++k) {
                const std::size_t row = y * w.stride.height + i * w.dilation.height;
                const std::size_t column = x * w.stride.width + j * w.dilation.width;
                const bool inside = row >= w.padding.top && row < c.height + w.padding.top &&
                                    column >= w.padding.left && column < c.width + w.padding.left;
                const std::size_t pixel = (n * c.height + row - w.padding.top) * c.width + column - w.padding.left;
                const std::size_t weight = ((o * w.kernel.height + i) * w.kernel.width + j) * depth + k;
                action(inside ? static_cast<std::ptrdiff_t>(pixel * c.inputs + group * depth + k) : -1, weight);
            }
}

/// Working memory of an operator.
struct working_memory {
    explicit working_memory(std::size_t bytes) : buffer(bytes) {}
    [[nodiscard]] std::span<std::byte> span() { return {buffer.data(), buffer.size()}; }
    quanta::aligned_buffer buffer;
};

} // namespace support
