// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/kernel/depthwise_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// tile[p][c] = start[c] + sum_ij x[p][i][j][c] * w[i][j][c] modulo 2^32: the definition that every other kernel equals.
struct depthwise_int8_reference {
    using accumulator = std::int32_t;
    static constexpr tap_format format{.pixels = 1, .channels = 8, .taps = 1, .element = 2};

    template <int Pixels, class Element>
    static void accumulate(const tap_pointers<Element>& taps, std::size_t channel, std::size_t blocks,
                           const std::byte* cells, accumulator* tile, std::size_t) {
        const std::size_t cell_count = taps.height * taps.width * format.channels;
        for (std::size_t b = 0; b < blocks; ++b) {
            const auto* starts = reinterpret_cast<const std::int32_t*>(cells);
            const auto* weights = reinterpret_cast<const std::int16_t*>(starts + format.channels);
            for (std::size_t c = 0; c < format.channels; ++c)
                tile[b * format.channels + c] = sum(taps, channel + b * format.channels + c, starts[c], weights + c);
            cells = reinterpret_cast<const std::byte*>(weights + cell_count);
        }
    }

private:
    template <class Element>
    static accumulator sum(const tap_pointers<Element>& taps, std::size_t channel, accumulator start,
                           const std::int16_t* weights) {
        auto total = static_cast<std::uint32_t>(start);
        for (std::size_t i = 0; i < taps.height; ++i)
            for (std::size_t j = 0; j < taps.width; ++j, weights += format.channels)
                total += static_cast<std::uint32_t>(taps.rows[i][taps.first + j][channel] * *weights);
        return static_cast<accumulator>(total);
    }
};

} // namespace quanta::kernel
