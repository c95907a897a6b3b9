// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/kernel/depthwise_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// tile[p][c] = start[c] + sum_ij x[p][i][j][c] * w[i][j][c] in 64 bits: the definition that every other kernel equals.
struct depthwise_int16_reference {
    using accumulator = std::int64_t;
    static constexpr tap_format format{.pixels = 1, .channels = 8, .taps = 1, .element = 2, .start = 8};

    template <int Pixels>
    static void accumulate(const tap_pointers<std::int16_t>& taps, std::size_t channel, std::size_t blocks,
                           const std::byte* cells, accumulator* tile, std::size_t) {
        for (; blocks != 0; --blocks, channel += format.channels, tile += format.channels) {
            const auto* starts = reinterpret_cast<const accumulator*>(cells);
            const auto* weights = reinterpret_cast<const std::int16_t*>(starts + format.channels);
            for (std::size_t c = 0; c < format.channels; ++c) tile[c] = starts[c];
            for (std::size_t i = 0; i < taps.height; ++i)
                for (std::size_t j = 0; j < taps.width; ++j, weights += format.channels)
                    for (std::size_t c = 0; c < format.channels; ++c)
                        tile[c] += taps.rows[i][taps.first + j][channel + c] * weights[c];
            cells = reinterpret_cast<const std::byte*>(weights);
        }
    }
};

} // namespace quanta::kernel
