// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <op/convolution_cases.hpp>

namespace support {

/// `channels` of an image, each read by `multiplier` outputs: a convolution with as many groups.
inline convolution_case depthwise_case(std::size_t images, std::size_t height, std::size_t width, std::size_t channels,
                                       std::size_t multiplier, const quanta::op::window& moved) {
    return {images, height, width, channels, channels * multiplier, channels, moved};
}

/// Channels around every block of a kernel; windows of odd and even sides that slide, jump and do not overlap; padding
/// wider than the image; dilation; several outputs to a channel; single taps and pixels; no image.
inline const std::vector<convolution_case> depthwise_cases{
    depthwise_case(1, 1, 1, 1, 1, {{1, 1}, {1, 1}, {0, 0, 0, 0}, {1, 1}}),
    depthwise_case(2, 5, 7, 3, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}),
    depthwise_case(1, 6, 5, 8, 1, {{3, 3}, {1, 1}, {1, 0, 1, 2}, {1, 1}}),
    depthwise_case(1, 4, 15, 15, 1, {{5, 5}, {1, 1}, {2, 2, 2, 2}, {1, 1}}),
    depthwise_case(2, 3, 14, 16, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}),
    depthwise_case(1, 7, 10, 17, 1, {{5, 5}, {1, 1}, {2, 2, 2, 2}, {1, 1}}),
    depthwise_case(1, 8, 9, 33, 1, {{3, 3}, {2, 2}, {0, 0, 1, 1}, {1, 1}}),
    depthwise_case(1, 9, 8, 64, 1, {{7, 7}, {1, 1}, {3, 3, 3, 3}, {1, 1}}),
    depthwise_case(1, 3, 9, 130, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}),
    depthwise_case(2, 4, 6, 24, 1, {{2, 3}, {1, 2}, {1, 2, 0, 1}, {1, 1}}),
    depthwise_case(1, 5, 6, 40, 1, {{1, 1}, {1, 1}, {0, 0, 0, 0}, {1, 1}}),
    depthwise_case(1, 7, 7, 16, 1, {{1, 1}, {3, 2}, {2, 1, 0, 0}, {1, 1}}),
    depthwise_case(1, 2, 3, 32, 1, {{3, 3}, {1, 1}, {4, 5, 6, 7}, {1, 1}}),
    depthwise_case(1, 2, 2, 20, 1, {{3, 3}, {3, 3}, {9, 8, 7, 6}, {2, 3}}),
    depthwise_case(1, 11, 10, 18, 1, {{3, 3}, {1, 1}, {2, 2, 2, 2}, {2, 2}}),
    depthwise_case(1, 12, 11, 16, 1, {{3, 3}, {2, 2}, {1, 2, 1, 2}, {2, 2}}),
    depthwise_case(1, 9, 12, 9, 1, {{3, 2}, {2, 1}, {0, 3, 3, 0}, {3, 4}}),
    depthwise_case(1, 5, 6, 3, 2, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}),
    depthwise_case(1, 6, 5, 17, 2, {{3, 3}, {2, 1}, {1, 1, 1, 1}, {1, 1}}),
    depthwise_case(2, 4, 4, 11, 3, {{2, 2}, {1, 1}, {0, 1, 1, 0}, {1, 1}}),
    depthwise_case(0, 5, 5, 16, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}),
};

} // namespace support
