// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <ostream>
#include <vector>

#include <op/convolution_cases.hpp>

namespace support {

/// A transposed convolution's sizes.
struct transposed_case : convolution_case {
    quanta::op::size2d output_padding;

    [[nodiscard]] std::array<std::size_t, 4> output_extents() const {
        const quanta::op::window& w = moved;
        const std::size_t down = (height - 1) * w.stride.height + (w.kernel.height - 1) * w.dilation.height + 1;
        const std::size_t across = (width - 1) * w.stride.width + (w.kernel.width - 1) * w.dilation.width + 1;
        return {images, down + output_padding.height - w.padding.top - w.padding.bottom,
                across + output_padding.width - w.padding.left - w.padding.right, outputs};
    }
    friend std::ostream& operator<<(std::ostream& out, const transposed_case& c) {
        return out << static_cast<const convolution_case&>(c) << ", output padding " << c.output_padding.height << ","
                   << c.output_padding.width;
    }
};

/// Strides of 1 to 3, below, equal to and above the kernel (phases without a tap), dilation with and without a common
/// factor, padding that removes rows which taps reach, groups, few and many channels.
inline const std::vector<transposed_case> transposed_cases{
    {{1, 1, 1, 1, 1, 1, {{1, 1}, {1, 1}, {0, 0, 0, 0}, {1, 1}}}, {0, 0}},
    {{2, 4, 5, 4, 6, 1, {{2, 2}, {2, 2}, {0, 0, 0, 0}, {1, 1}}}, {0, 0}},
    {{1, 3, 4, 17, 5, 1, {{3, 3}, {2, 2}, {1, 1, 1, 1}, {1, 1}}}, {1, 1}},
    {{1, 4, 3, 64, 18, 1, {{4, 4}, {2, 2}, {1, 1, 1, 1}, {1, 1}}}, {0, 0}},
    {{2, 3, 4, 20, 3, 1, {{1, 1}, {3, 2}, {0, 0, 0, 0}, {1, 1}}}, {2, 1}},
    {{1, 5, 4, 3, 7, 1, {{3, 2}, {1, 1}, {1, 0, 0, 1}, {1, 1}}}, {0, 0}},
    {{1, 4, 4, 32, 4, 1, {{3, 3}, {3, 3}, {2, 1, 0, 2}, {2, 3}}}, {1, 2}},
    {{1, 3, 5, 8, 6, 2, {{5, 3}, {2, 3}, {3, 2, 1, 0}, {1, 2}}}, {1, 0}},
    {{1, 3, 3, 4, 4, 4, {{3, 3}, {2, 2}, {0, 0, 0, 0}, {2, 2}}}, {0, 1}},
    {{1, 2, 2, 1, 16, 1, {{7, 7}, {2, 2}, {4, 5, 4, 3}, {1, 1}}}, {1, 1}},
    {{0, 2, 2, 4, 4, 1, {{3, 3}, {2, 2}, {1, 1, 1, 1}, {1, 1}}}, {0, 0}},
};

/// Calls `action(input index, weight index)` for each product of output pixel (y, x) of channel `o`, in rising order of
/// (row, column, channel) of the input; indices into contiguous tensors.
template <class Action>
void for_each_product(const transposed_case& c, std::size_t n, std::size_t y, std::size_t x, std::size_t o,
                      const Action& action) {
    const std::size_t depth = c.inputs / c.groups, group = o / (c.outputs / c.groups);
    const auto& w = c.moved;
    for (std::size_t i = 0; i < c.height; ++i)
        for (std::size_t j = 0; j < c.width; ++j)
            for (std::size_t down = 0; down < w.kernel.height; ++down)
                for (std::size_t across = 0; across < w.kernel.width; ++across)
                    if (i * w.stride.height + down * w.dilation.height == y + w.padding.top &&
                        j * w.stride.width + across * w.dilation.width == x + w.padding.left)
                        for (std::size_t k = 0; k < depth; ++k)
                            action(((n * c.height + i) * c.width + j) * c.inputs + group * depth + k,
                                   ((o * w.kernel.height + down) * w.kernel.width + across) * depth + k);
}

} // namespace support
