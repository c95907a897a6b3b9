// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/float_functions.hpp>
#include <quanta/kernel/depthwise_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// tile[p][c] = fma(x[p][last tap][c], w[last tap][c], ... fma(x[p][0][0][c], w[0][0][c], start[c])).
struct depthwise_float_reference {
    using accumulator = float;
    static constexpr tap_format format{.pixels = 1, .channels = 8, .taps = 1, .element = 4};

    template <int Pixels>
    static void accumulate(const tap_pointers<float>& taps, std::size_t channel, std::size_t blocks,
                           const std::byte* cells, float* tile, std::size_t) {
        const auto* values = reinterpret_cast<const float*>(cells);
        for (std::size_t b = 0; b < blocks; ++b) {
            for (std::size_t c = 0; c < format.channels; ++c)
                tile[b * format.channels + c] = sum(taps, channel + b * format.channels + c, values + c);
            values += format.channels * (1 + taps.height * taps.width);
        }
    }

private:
    /// values: the start, then the weights, `format.channels` apart.
    static float sum(const tap_pointers<float>& taps, std::size_t channel, const float* values) {
        float total = *values;
        for (std::size_t i = 0; i < taps.height; ++i)
            for (std::size_t j = 0; j < taps.width; ++j) {
                values += format.channels;
                total = fused_multiply_add(taps.rows[i][taps.first + j][channel], *values, total);
            }
        return total;
    }
};

} // namespace quanta::kernel
