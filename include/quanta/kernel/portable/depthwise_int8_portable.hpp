// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/kernel/depthwise_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// One pixel x 16 channels, exact in 32 bits: loops of fixed length over neighbouring channels, which compilers turn
/// into the vector code of the translation unit's instruction set.
struct depthwise_int8_portable {
    using accumulator = std::int32_t;
    static constexpr tap_format format{.pixels = 1, .channels = 16, .taps = 1, .element = 2};

    template <int Pixels, class Element>
    static void accumulate(const tap_pointers<Element>& taps, std::size_t channel, std::size_t blocks,
                           const std::byte* cells, accumulator* tile, std::size_t) {
        for (; blocks != 0; --blocks, channel += format.channels, tile += format.channels) {
            const auto* starts = reinterpret_cast<const accumulator*>(cells);
            const auto* weights = reinterpret_cast<const std::int16_t*>(starts + format.channels);
            std::uint32_t sums[format.channels];
            for (std::size_t c = 0; c < format.channels; ++c) sums[c] = static_cast<std::uint32_t>(starts[c]);
            for (std::size_t i = 0; i < taps.height; ++i)
                for (std::size_t j = 0; j < taps.width; ++j, weights += format.channels) {
                    const Element* pixel = taps.rows[i][taps.first + j] + channel;
                    for (std::size_t c = 0; c < format.channels; ++c)
                        sums[c] += static_cast<std::uint32_t>(pixel[c] * weights[c]);
                }
            for (std::size_t c = 0; c < format.channels; ++c) tile[c] = static_cast<accumulator>(sums[c]);
            cells = reinterpret_cast<const std::byte*>(weights);
        }
    }
};

} // namespace quanta::kernel
