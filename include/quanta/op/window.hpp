// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <quanta/core/checked_size.hpp>
#include <quanta/core/contracts.hpp>

namespace quanta::op {

/// Extents or distances along the two axes of an image.
struct size2d {
    std::size_t height, width;
};

/// Rows and columns around an image that it does not have.
struct padding2d {
    std::size_t top, left, bottom, right;
};

/// How a kernel moves over an image: what convolutions and pooling have in common.
struct window {
    size2d kernel;          ///< taps
    size2d stride = {1, 1}; ///< pixels from one output to the next
    padding2d padding = {0, 0, 0, 0};
    size2d dilation = {1, 1}; ///< pixels from one tap to the next
};

} // namespace quanta::op

namespace quanta::op::inline QUANTA_ABI {

/// A window of `kernel` taps that moves by single pixels and never leaves the image.
[[nodiscard]] constexpr window window_of(size2d kernel) { return {.kernel = kernel}; }

/// Pixels from the first to the last tap along one axis, both counted: (kernel - 1) * dilation + 1.
[[nodiscard]] constexpr std::size_t reach(std::size_t kernel, std::size_t dilation) {
    return (kernel - 1) * dilation + 1;
}

/// Error unless kernel, stride and dilation are at least 1, and neither they nor the padding exceed 2^20.
inline void check_window(std::string_view operation, const window& moved) {
    constexpr std::size_t limit = std::size_t{1} << 20;
    const auto inside = [&](std::string_view what, std::size_t value, std::size_t least) {
        check(value >= least && value <= limit, operation, ": a ", what, " of ", value, " is not in [", least, ", ",
              limit, "]");
    };
    inside("kernel height", moved.kernel.height, 1);
    inside("kernel width", moved.kernel.width, 1);
    inside("stride down", moved.stride.height, 1);
    inside("stride across", moved.stride.width, 1);
    inside("dilation down", moved.dilation.height, 1);
    inside("dilation across", moved.dilation.width, 1);
    for (const std::size_t padding : {moved.padding.top, moved.padding.left, moved.padding.bottom, moved.padding.right})
        inside("padding", padding, 0);
}

/// Error if a transposed convolution of this stride would be cut into more than 4096 convolutions, one a phase.
inline void check_phases(std::string_view operation, const size2d& stride) {
    constexpr std::size_t most = 4096;
    check(stride.height <= most / stride.width, operation, ": strides of ", stride.height, " and ", stride.width,
          " make more than ", most, " phases");
}

/// floor((image + padding - reach) / stride) + 1 along both axes. Errors as `check_window`, and if the kernel is larger
/// than the padded image.
[[nodiscard]] inline size2d output_size(std::string_view operation, const window& moved, size2d image) {
    check_window(operation, moved);
    const auto along = [&](std::string_view axis, std::size_t pixels, std::size_t padding, std::size_t kernel,
                           std::size_t dilation, std::size_t stride) {
        const std::size_t padded = pixels + padding, covered = reach(kernel, dilation);
        check(covered <= padded, operation, ": a kernel that reaches over ", covered, " pixels of ", axis,
              " on an image that has ", padded, " with its padding");
        return (padded - covered) / stride + 1;
    };
    return {along("height", image.height, moved.padding.top + moved.padding.bottom, moved.kernel.height,
                  moved.dilation.height, moved.stride.height),
            along("width", image.width, moved.padding.left + moved.padding.right, moved.kernel.width,
                  moved.dilation.width, moved.stride.width)};
}

/// The window with the padding under which `stride` 1 keeps the image's size, and stride s gives ceil(size / s): as much
/// before as behind, one more behind where the sum is odd (TensorFlow's SAME for stride 1, ONNX's SAME_UPPER).
[[nodiscard]] constexpr window same_padding(window moved) {
    const std::size_t down = reach(moved.kernel.height, moved.dilation.height) - 1;
    const std::size_t across = reach(moved.kernel.width, moved.dilation.width) - 1;
    moved.padding = {down / 2, across / 2, down - down / 2, across - across / 2};
    return moved;
}

} // namespace quanta::op
