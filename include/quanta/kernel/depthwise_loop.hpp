// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>

#include <quanta/core/aligned_buffer.hpp>
#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/kernel/depthwise_pixels.hpp>
#include <quanta/kernel/depthwise_table.hpp>
#include <quanta/storage/packed_taps.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// Channels of the widest tile that reaches an epilogue, and values of the largest: at most 8 KiB, or 16 of 64-bit sums, and
/// many pixels where there are few channels, as each tile costs a call.
inline constexpr std::size_t depthwise_tile_channels = 128, depthwise_tile_values = 2048;

namespace detail {

/// How many of `count` pixels the kernel takes at once: its own number, else a power of two.
template <class Kernel>
[[nodiscard]] constexpr std::size_t pixels_at_once(std::size_t count) {
    return count >= Kernel::format.pixels ? Kernel::format.pixels : std::bit_floor(count);
}

/// `accumulate<Pixels>` for a number known at run time only, one of `pixels_at_once`.
template <class Kernel, std::size_t Pixels = Kernel::format.pixels, class Element>
void run_depthwise_tile(std::size_t count, const tap_pointers<Element>& taps, std::size_t channel, std::size_t blocks,
                        const std::byte* cells, typename Kernel::accumulator* tile, std::size_t stride) {
    static_assert(DepthwiseKernel<Kernel, Element> && depthwise_tile_channels % Kernel::format.channels == 0 &&
                  Kernel::format.pixels * depthwise_tile_channels <= depthwise_tile_values);
    if constexpr (Pixels > 1)
        if (count < Pixels)
            return run_depthwise_tile<Kernel, std::bit_floor(Pixels - 1)>(count, taps, channel, blocks, cells, tile,
                                                                          stride);
    Kernel::template accumulate<static_cast<int>(Pixels)>(taps, channel, blocks, cells, tile, stride);
}

} // namespace detail

/// Blocks of channels from number `first` on, `count` of them.
struct channel_blocks {
    std::size_t first, count;
};

namespace detail {

/// One tile: `count` pixels from number `first` of the row of outputs on, and at most `depthwise_tile_channels` channels.
/// Returns the number of channels.
template <class Kernel, class Element>
std::size_t fill_depthwise_tile(const depthwise_pixels<Element>& pixels, const packed_taps& weights,
                                channel_blocks part, std::size_t first, std::size_t count,
                                typename Kernel::accumulator* tile, std::size_t stride) {
    constexpr tap_format format = Kernel::format;
    const tap_layout& layout = weights.layout();
    const std::size_t channel = part.first * format.channels, end = part.first + part.count;
    const std::size_t whole = std::min(end, layout.channels() / format.channels);
    for (std::size_t top = 0, height = 0; top < count; top += height) {
        height = pixels_at_once<Kernel>(count - top);
        const tap_pointers<Element> taps = pixels.from(first + top);
        typename Kernel::accumulator* rows = tile + top * stride;
        if (part.first < whole)
            run_depthwise_tile<Kernel>(height, taps, channel, whole - part.first, weights.block(part.first), rows,
                                       stride);
        if (whole < end) { // the last block, which may begin before this tile
            const std::size_t last = layout.first_channel(whole);
            const auto place = static_cast<std::ptrdiff_t>(last) - static_cast<std::ptrdiff_t>(channel);
            run_depthwise_tile<Kernel>(height, taps, last, 1, weights.block(whole), rows + place, stride);
        }
    }
    return std::min(layout.channels(), end * format.channels) - channel;
}

} // namespace detail

/// output(first_row + p, c) = epilogue(start[c] + sum_ij x[p][i][j][c] * w[i][j][c]) for the pixels p of the row of
/// outputs that `pixels` stands at, and the channels of `blocks`:
///
///     for each part of at most `depthwise_tile_channels` channels          (its weights stay in the first-level cache)
///         for each group of outputs that makes a tile
///             tile = micro-kernel over all taps, `format.pixels` outputs at a time, block by block
///             epilogue(tile)                                               (while it is in the first-level cache)
///
/// Allocates nothing, throws nothing of its own.
template <class Tag, class Element, class Output>
void depthwise_loop(const depthwise_pixels<Element>& pixels, const packed_taps& weights, channel_blocks blocks,
                    std::size_t first_row, const Output& output) {
    using kernel = typename depthwise_kernel<Tag, Element>::type;
    using accumulator = typename kernel::accumulator;
    constexpr tap_format format = kernel::format;
    constexpr std::size_t most = depthwise_tile_channels / format.channels;
    // A block before the first value: the last block of the channels may begin there.
    alignas(buffer_alignment) accumulator sums[depthwise_tile_values + 2 * format.channels];
    accumulator* tile = sums + format.channels;
    const std::size_t outputs = pixels.outputs(), end = blocks.first + blocks.count;
    for (std::size_t block = blocks.first; block < end; block += most) {
        const channel_blocks part{block, std::min(end - block, most)};
        const std::size_t stride = part.count * format.channels;
        const std::size_t rows = depthwise_tile_values / stride / format.pixels * format.pixels;
        for (std::size_t first = 0; first < outputs; first += rows) {
            const std::size_t count = std::min(outputs - first, rows);
            const std::size_t channels =
                detail::fill_depthwise_tile<kernel>(pixels, weights, part, first, count, tile, stride);
            output.template consume<Tag>(
                epilogue::tile<accumulator>{tile, stride, count, channels, first_row + first, block * format.channels});
        }
    }
}

} // namespace quanta::kernel
