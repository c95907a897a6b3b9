// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// Which pixels a window reads along one axis: tap t of output o reads pixel o * stride + t * dilation - before, or
/// padding where the image has no such pixel. `before` may be negative.
struct patch_axis {
    std::size_t pixels, outputs, taps;
    std::ptrdiff_t stride, dilation, before;

    /// The pixel of the first tap of `output`; outside the image for some.
    [[nodiscard]] constexpr std::ptrdiff_t start(std::size_t output) const {
        return static_cast<std::ptrdiff_t>(output) * stride - before;
    }
    /// Taps of a window that starts at pixel `start` and stand before the image.
    [[nodiscard]] constexpr std::size_t taps_before(std::ptrdiff_t start) const {
        if (start >= 0) return 0;
        return std::min(taps, static_cast<std::size_t>((-start + dilation - 1) / dilation));
    }
    /// Taps of a window that starts at pixel `start` and do not stand behind the image; at least `taps_before`.
    [[nodiscard]] constexpr std::size_t taps_to_end(std::ptrdiff_t start) const {
        const std::ptrdiff_t room = static_cast<std::ptrdiff_t>(pixels) - start; // pixels from the start to the end
        const std::size_t reached = room <= 0 ? 0 : static_cast<std::size_t>((room + dilation - 1) / dilation);
        return std::max(taps_before(start), std::min(taps, reached));
    }
    /// Outputs whose tap `tap` stands before the image.
    [[nodiscard]] constexpr std::size_t outputs_before(std::size_t tap) const {
        const std::ptrdiff_t missing = before - static_cast<std::ptrdiff_t>(tap) * dilation;
        if (missing <= 0) return 0;
        return std::min(outputs, static_cast<std::size_t>((missing + stride - 1) / stride));
    }
    /// Outputs whose tap `tap` does not stand behind the image; at least `outputs_before`.
    [[nodiscard]] constexpr std::size_t outputs_to_end(std::size_t tap) const {
        const std::ptrdiff_t room =
            static_cast<std::ptrdiff_t>(pixels) + before - static_cast<std::ptrdiff_t>(tap) * dilation;
        const std::size_t reached = room <= 0 ? 0 : static_cast<std::size_t>((room + stride - 1) / stride);
        return std::max(outputs_before(tap), std::min(outputs, reached));
    }
    /// Whether every tap of every output is a pixel.
    [[nodiscard]] constexpr bool is_inside() const {
        return taps == 0 || (outputs_before(0) == 0 && outputs_to_end(taps - 1) == outputs);
    }
};

/// The distance between the elements of three nested axes, outermost first, if it is the same for all neighbours.
[[nodiscard]] constexpr std::optional<std::ptrdiff_t> even_step(const std::array<std::size_t, 3>& extents,
                                                                const std::array<std::ptrdiff_t, 3>& strides) {
    std::optional<std::ptrdiff_t> step;
    std::size_t inner = 1;
    for (std::size_t axis = 3; axis-- > 0;) {
        if (extents[axis] <= 1) continue;
        if (!step) step = strides[axis];
        if (strides[axis] != *step * static_cast<std::ptrdiff_t>(inner)) return std::nullopt;
        inner *= extents[axis];
    }
    return step ? step : std::optional<std::ptrdiff_t>(0);
}

/// The left side of a convolution written as a matrix product, without being one in memory: a row for each output pixel
/// (n, y, x) in this order, which holds the `channels` values of each tap in order (down, across, channel).
/// Plain data; the image and the padding are somebody else's. Strides and steps are in elements.
template <class T>
struct patches {
    const T* image; ///< the first channel read of the first pixel
    std::size_t images, channels;
    std::ptrdiff_t image_stride, row_stride, pixel_stride, channel_stride;
    patch_axis down, across;
    const T* padding; ///< what a pixel outside the image holds, once for each tap across: (taps across, channels)
    std::ptrdiff_t padding_stride; ///< from the padding of one image to that of the next; 0: all have one

    [[nodiscard]] constexpr const T* padding_of(std::size_t index) const {
        return padding + static_cast<std::ptrdiff_t>(index) * padding_stride;
    }

    [[nodiscard]] constexpr std::size_t taps() const { return down.taps * across.taps; }
    [[nodiscard]] constexpr std::size_t rows() const { return images * down.outputs * across.outputs; }
    [[nodiscard]] constexpr std::size_t depth() const { return taps() * channels; }

    /// Whether the channels of a pixel are neighbours.
    [[nodiscard]] constexpr bool has_neighbours() const { return channel_stride == 1 || channels <= 1; }
    /// Whether the taps of one row of the window, where they are inside the image, are one run of memory.
    [[nodiscard]] constexpr bool has_runs() const {
        return has_neighbours() &&
               (across.taps == 1 || across.dilation * pixel_stride == static_cast<std::ptrdiff_t>(channels));
    }
    /// The distance between rows, if each has one tap inside the image and they are evenly apart: a matrix in memory.
    [[nodiscard]] constexpr std::optional<std::ptrdiff_t> matrix_stride() const {
        if (!has_neighbours() || taps() != 1 || !down.is_inside() || !across.is_inside()) return std::nullopt;
        return even_step({images, down.outputs, across.outputs},
                         {image_stride, down.stride * row_stride, across.stride * pixel_stride});
    }
    /// Where the only tap of output (0, 0) of the first image is, if that is inside the image.
    [[nodiscard]] constexpr const T* first_pixel() const {
        return image + down.start(0) * row_stride + across.start(0) * pixel_stride;
    }
};

} // namespace quanta
