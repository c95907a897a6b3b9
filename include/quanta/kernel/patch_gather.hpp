// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <quanta/kernel/lhs_row.hpp>
#include <quanta/kernel/patch_runs.hpp>
#include <quanta/storage/patches.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// The output pixel that a row of patches belongs to.
struct patch_position {
    std::size_t image, y, x;

    template <class T>
    patch_position(const patches<T>& from, std::size_t row)
        : image(row / from.across.outputs / from.down.outputs), y(row / from.across.outputs % from.down.outputs),
          x(row % from.across.outputs) {}

    /// Goes on by `count` pixels, at most to the next line's first.
    template <class T>
    void advance(const patches<T>& from, std::size_t count) {
        x += count;
        if (x != from.across.outputs) return;
        x = 0;
        if (++y != from.down.outputs) return;
        y = 0;
        ++image;
    }
};

namespace detail {

/// Copies tap j of one row of the window of the outputs [begin, end) of a line. `line`: the pixel at x = 0.
template <class Tag, class T, class To>
void gather_tap(const patches<T>& from, const T* line, const T* padding, std::size_t j, std::size_t begin,
                std::size_t end, To* to, std::ptrdiff_t step) {
    const patch_axis& across = from.across;
    const std::size_t left = std::clamp(across.outputs_before(j), begin, end);
    const std::size_t right = std::clamp(across.outputs_to_end(j), left, end);
    patch_runs<Tag>::copy(padding, 0, left - begin, from.channels, to, step);
    to += static_cast<std::ptrdiff_t>(left - begin) * step;
    if (left < right) {
        const std::ptrdiff_t x = across.start(left) + static_cast<std::ptrdiff_t>(j) * across.dilation;
        const std::ptrdiff_t pixels = across.stride * from.pixel_stride;
        const T* first = line + x * from.pixel_stride;
        if (from.has_neighbours())
            patch_runs<Tag>::copy(first, pixels, right - left, from.channels, to, step);
        else
            for (std::size_t c = 0; c < from.channels; ++c, first += from.channel_stride)
                patch_runs<Tag>::copy(first, pixels, right - left, 1, to + c, step);
        to += static_cast<std::ptrdiff_t>(right - left) * step;
    }
    patch_runs<Tag>::copy(padding, 0, end - right, from.channels, to, step);
}

/// Copies one row of the window of output x at a side of the image, where it is padding, one run of pixels, and padding.
/// `line`: the pixel at x = 0.
template <class Tag, class T, class To>
void gather_at_side(const patches<T>& from, const T* line, const T* padding, std::size_t x, To* to) {
    const std::ptrdiff_t start = from.across.start(x);
    const std::size_t left = from.across.taps_before(start), right = from.across.taps_to_end(start);
    patch_runs<Tag>::copy(padding, 0, 1, left * from.channels, to, 0);
    if (left < right)
        patch_runs<Tag>::copy(line + (start + static_cast<std::ptrdiff_t>(left) * from.across.dilation) *
                                         from.pixel_stride,
                              0, 1, (right - left) * from.channels, to + left * from.channels, 0);
    patch_runs<Tag>::copy(padding, 0, 1, (from.across.taps - right) * from.channels, to + right * from.channels, 0);
}

/// Copies one row of the window of the outputs [begin, end) of a line where its pixels are one run of memory.
template <class Tag, class T, class To>
void gather_runs(const patches<T>& from, const T* line, const T* padding, std::size_t begin, std::size_t end, To* to,
                 std::ptrdiff_t step) {
    const patch_axis& across = from.across;
    const std::size_t left = std::clamp(across.outputs_before(0), begin, end);
    const std::size_t right = std::clamp(across.outputs_to_end(across.taps - 1), left, end);
    std::size_t x = begin;
    for (; x < left; ++x, to += step) gather_at_side<Tag>(from, line, padding, x, to);
    if (left < right)
        patch_runs<Tag>::copy(line + across.start(left) * from.pixel_stride, across.stride * from.pixel_stride,
                              right - left, across.taps * from.channels, to, step);
    to += static_cast<std::ptrdiff_t>(right - left) * step;
    for (x = right; x < end; ++x, to += step) gather_at_side<Tag>(from, line, padding, x, to);
}

/// Copies the patches of `count` outputs of one line, beginning with the one at `at`.
template <class Tag, class T, class To>
void gather_line(const patches<T>& from, const patch_position& at, std::size_t count, To* to, std::ptrdiff_t step) {
    const std::size_t begin = at.x, end = at.x + count, taps = from.across.taps;
    const T* padding = from.padding_of(at.image);
    for (std::size_t i = 0; i < from.down.taps; ++i, to += taps * from.channels) {
        const std::ptrdiff_t y = from.down.start(at.y) + static_cast<std::ptrdiff_t>(i) * from.down.dilation;
        if (y < 0 || y >= static_cast<std::ptrdiff_t>(from.down.pixels)) {
            patch_runs<Tag>::copy(padding, 0, count, taps * from.channels, to, step);
            continue;
        }
        const T* line = from.image + static_cast<std::ptrdiff_t>(at.image) * from.image_stride + y * from.row_stride;
        if (from.has_runs())
            gather_runs<Tag>(from, line, padding, begin, end, to, step);
        else
            for (std::size_t j = 0; j < taps; ++j)
                gather_tap<Tag>(from, line, padding, j, begin, end, to + j * from.channels, step);
    }
}

} // namespace detail

/// Writes rows [first, first + count) of the patches as a matrix whose rows are `step` apart: to[p][k], k over
/// (down, across, channel). `To` is the image's type, or std::int16_t to widen bytes.
template <class Tag, class T, class To>
void gather_patches(const patches<T>& from, std::size_t first, std::size_t count, To* to, std::ptrdiff_t step) {
    if (from.depth() == 0 || count == 0) return;
    patch_position at(from, first);
    while (count != 0) {
        const std::size_t part = std::min(count, from.across.outputs - at.x);
        detail::gather_line<Tag>(from, at, part, to, step);
        at.advance(from, part);
        to += static_cast<std::ptrdiff_t>(part) * step;
        count -= part;
    }
}

/// store(p, sum over the taps inside the image of (value - zero_point)), modulo 2^32, for rows p in
/// [first, first + count).
template <class Tag, class T, class Store>
void sum_patches(const patches<T>& from, std::size_t first, std::size_t count, std::int32_t zero_point,
                 const Store& store) {
    if (count == 0) return;
    patch_position at(from, first);
    for (std::size_t p = 0; p < count; ++p, at.advance(from, 1)) {
        const std::ptrdiff_t down = from.down.start(at.y), across = from.across.start(at.x);
        const std::size_t left = from.across.taps_before(across), taps = from.across.taps_to_end(across) - left;
        std::uint32_t sum = 0;
        for (std::size_t i = from.down.taps_before(down); i < from.down.taps_to_end(down) && taps != 0; ++i) {
            const std::ptrdiff_t y = down + static_cast<std::ptrdiff_t>(i) * from.down.dilation;
            const std::ptrdiff_t x = across + static_cast<std::ptrdiff_t>(left) * from.across.dilation;
            const T* pixel = from.image + static_cast<std::ptrdiff_t>(at.image) * from.image_stride +
                             y * from.row_stride + x * from.pixel_stride;
            const bool one_run = from.has_runs();
            const std::size_t parts = one_run ? 1 : taps, length = from.channels * (one_run ? taps : 1);
            for (std::size_t j = 0; j < parts; ++j, pixel += from.across.dilation * from.pixel_stride)
                if (from.has_neighbours())
                    sum += static_cast<std::uint32_t>(lhs_row<Tag>::sum(pixel, length));
                else
                    for (std::size_t c = 0; c < length; ++c)
                        sum += static_cast<std::uint32_t>(pixel[static_cast<std::ptrdiff_t>(c) * from.channel_stride]);
            sum -= static_cast<std::uint32_t>(taps * from.channels) * static_cast<std::uint32_t>(zero_point);
        }
        store(first + p, static_cast<std::int32_t>(sum));
    }
}

} // namespace quanta::kernel
