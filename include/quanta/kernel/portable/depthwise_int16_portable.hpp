// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <quanta/core/integer_formats.hpp>
#include <quanta/kernel/depthwise_concepts.hpp>
#include <quanta/storage/accumulator_bound.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// One pixel x 16 channels: products are added in 32 bits for as many taps of a row as provably fit, and their sums in 64.
/// Loops of fixed length over neighbouring channels, which compilers turn into the vector code of the translation unit's
/// instruction set.
struct depthwise_int16_portable {
    using accumulator = std::int64_t;
    static constexpr tap_format format{.pixels = 1, .channels = 16, .taps = 1, .element = 2, .start = 8};

    template <int Pixels>
    static void accumulate(const tap_pointers<std::int16_t>& taps, std::size_t channel, std::size_t blocks,
                           const std::byte* cells, accumulator* tile, std::size_t) {
        constexpr std::size_t most = partial_depth<int16, int8>;
        for (; blocks != 0; --blocks, channel += format.channels, tile += format.channels) {
            const auto* starts = reinterpret_cast<const accumulator*>(cells);
            const auto* weights = reinterpret_cast<const std::int16_t*>(starts + format.channels);
            for (std::size_t c = 0; c < format.channels; ++c) tile[c] = starts[c];
            for (std::size_t i = 0; i < taps.height; ++i)
                for (std::size_t j = 0; j < taps.width; j += most) {
                    const std::size_t count = std::min(most, taps.width - j);
                    add_part(taps.rows[i] + taps.first + j, count, channel, weights, tile);
                    weights += count * format.channels;
                }
            cells = reinterpret_cast<const std::byte*>(weights);
        }
    }

private:
    static void add_part(const std::int16_t* const* pixels, std::size_t count, std::size_t channel,
                         const std::int16_t* weights, accumulator* tile) {
        std::int32_t sums[format.channels] = {};
        for (std::size_t j = 0; j < count; ++j, weights += format.channels)
            for (std::size_t c = 0; c < format.channels; ++c) sums[c] += pixels[j][channel + c] * weights[c];
        for (std::size_t c = 0; c < format.channels; ++c) tile[c] += sums[c];
    }
};

} // namespace quanta::kernel
