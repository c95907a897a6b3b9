// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/isa/target.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// A window along one axis of an image.
struct window_axis {
    std::string_view name;
    std::size_t outputs, pixels, kernel, stride, dilation, padding;
};

/// Error, which begins with `where`, unless each output sees a pixel: otherwise there is neither a largest nor an average.
/// The first must reach the image and the last begin in it; those between can only miss where taps are further apart than
/// the image is large.
inline void check_taps(std::string_view where, const window_axis& axis) {
    if (axis.outputs == 0) return;
    const auto check_output = [&axis, where](std::size_t i) {
        const std::size_t begin = i * axis.stride, missing = begin < axis.padding ? axis.padding - begin : 0;
        const std::size_t tap = missing / axis.dilation + (missing % axis.dilation != 0); // the first inside
        check(tap < axis.kernel && begin + tap * axis.dilation - axis.padding < axis.pixels, where, ": the window of ",
              axis.name, " ", i, " has no tap inside the image of ", axis.pixels);
    };
    check_output(0);
    check_output(axis.outputs - 1);
    const std::size_t step = axis.stride % axis.dilation;
    if (axis.dilation <= axis.pixels || step == 0) return;
    // How far the first tap inside is from the edge grows by `step` from output to output until it wraps around: the last
    // before that is furthest in.
    for (std::size_t i = 0; i < axis.outputs && i * axis.stride < axis.padding; ++i) {
        const std::size_t missing = axis.padding - i * axis.stride;
        const std::size_t depth = (axis.dilation - missing % axis.dilation) % axis.dilation;
        i = std::min({i + (axis.dilation - 1 - depth) / step, i + (missing - 1) / axis.stride, axis.outputs - 1});
        check_output(i);
    }
}

} // namespace quanta::graph
