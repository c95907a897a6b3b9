// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/op/elementwise.hpp>
#include <quanta/op/operands.hpp>
#include <quanta/op/window.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Where a pixel of a resized axis comes from: between `low` and `high`, `fraction` of the way.
struct sample {
    std::size_t low, high;
    double fraction; ///< in [0, 1)
};

/// low + fraction = clamp((index + 0.5) * pixels / resized - 0.5, 0, pixels - 1) for each index of the resized axis:
/// pixels are squares whose centres are half a pixel in (ONNX Resize, `half_pixel`). high = min(low + 1, pixels - 1).
/// Errors: an axis of zero, or of more than 2^31 pixels.
[[nodiscard]] inline std::vector<sample> samples_of(std::string_view operation, std::string_view axis,
                                                    std::size_t pixels, std::size_t resized) {
    constexpr std::size_t most = std::size_t{1} << 31;
    check(pixels >= 1 && pixels <= most && resized >= 1 && resized <= most, operation, ": a ", axis, " of ", pixels,
          " resized to ", resized, ", both must be in [1, ", most, "]");
    std::vector<sample> samples(resized);
    for (std::size_t index = 0; index < resized; ++index) {
        const double scaled =
            (static_cast<double>(index) + 0.5) * static_cast<double>(pixels) / static_cast<double>(resized);
        const double source = std::clamp(scaled - 0.5, 0.0, static_cast<double>(pixels - 1));
        const auto low = static_cast<std::size_t>(source);
        samples[index] = {low, std::min(low + 1, pixels - 1), source - static_cast<double>(low)};
    }
    return samples;
}

/// Errors unless input (N, H, W, C) and output (N, OH, OW, C) have the sizes that an operator was made for, equal N and C,
/// and the output overlaps neither itself nor the input.
template <class T>
void check_resized(std::string_view operation, const tensor_view<const T, 4>& input, size2d from,
                   const tensor_view<T, 4>& output, size2d to) {
    check_extent(operation, "the input's height", input.extent(1), from.height);
    check_extent(operation, "the input's width", input.extent(2), from.width);
    check_extent(operation, "the output's batch", output.extent(0), input.extent(0));
    check_extent(operation, "the output's height", output.extent(1), to.height);
    check_extent(operation, "the output's width", output.extent(2), to.width);
    check_extent(operation, "the number of the output's channels", output.extent(3), input.extent(3));
    check_distinct(operation, output);
    check(!overlap(input, output), operation, ": the output of ", output.size(), " values overlaps the input");
}

} // namespace quanta::op
