// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <xsimd/xsimd.hpp>

#include <quanta/kernel/depthwise_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// 4 pixels x one register of channels, in the order of taps; fused only where the translation unit's instruction set
/// has a fused multiply-add, so it equals the reference to rounding, not to the bit.
struct depthwise_float_portable {
    using accumulator = float;
    using floats = xsimd::batch<float>;
    static constexpr tap_format format{.pixels = 4, .channels = floats::size, .taps = 1, .element = 4};

    template <int Pixels>
    static void accumulate(const tap_pointers<float>& taps, std::size_t channel, std::size_t blocks,
                           const std::byte* cells, float* tile, std::size_t stride) {
        const auto* values = reinterpret_cast<const float*>(cells);
        for (; blocks != 0; --blocks, channel += floats::size, tile += floats::size) {
            floats sums[Pixels];
            QUANTA_UNROLL
            for (int p = 0; p < Pixels; ++p) sums[p] = floats::load_unaligned(values);
            values += floats::size;
            for (std::size_t i = 0; i < taps.height; ++i)
                for (std::size_t j = 0; j < taps.width; ++j, values += floats::size) {
                    const float* const* pixels = taps.rows[i] + taps.first + j;
                    const floats weights = floats::load_unaligned(values);
                    QUANTA_UNROLL
                    for (int p = 0; p < Pixels; ++p) {
                        const float* pixel = pixels[static_cast<std::size_t>(p) * taps.step] + channel;
                        sums[p] = xsimd::fma(floats::load_unaligned(pixel), weights, sums[p]);
                    }
                }
            QUANTA_UNROLL
            for (int p = 0; p < Pixels; ++p) sums[p].store_unaligned(tile + static_cast<std::size_t>(p) * stride);
        }
    }
};

} // namespace quanta::kernel
