// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <quanta/kernel/depthwise_concepts.hpp>

#if QUANTA_ARCH_ARM
#include <arm_neon.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// 4 pixels x 16 channels with `smlal`, exact: bytes widen to 16 bits, and their products with 16-bit weights are added in
/// 32. Weights are loaded once for all pixels. The NEON of every AArch64 processor: no target attribute.
struct depthwise_int8_neon {
    using accumulator = std::int32_t;
    static constexpr tap_format format{.pixels = 4, .channels = 16, .taps = 1, .element = 2};

    template <int Pixels, class Element>
    static void accumulate(const tap_pointers<Element>& taps, std::size_t channel, std::size_t blocks,
                           const std::byte* cells, accumulator* tile, std::size_t stride) {
        for (; blocks != 0; --blocks, channel += format.channels, tile += format.channels) {
            int32x4_t sums[Pixels][4];
            QUANTA_UNROLL
            for (int p = 0; p < Pixels; ++p) {
                QUANTA_UNROLL
                for (int q = 0; q < 4; ++q) sums[p][q] = vreinterpretq_s32_s8(load(cells + 16 * q));
            }
            cells += 64;
            for (std::size_t i = 0; i < taps.height; ++i) {
                const Element* const* pixels = taps.rows[i] + taps.first;
                for (std::size_t j = 0; j < taps.width; ++j, ++pixels, cells += 32) {
                    const int16x8_t low = vreinterpretq_s16_s8(load(cells));
                    const int16x8_t high = vreinterpretq_s16_s8(load(cells + 16));
                    QUANTA_UNROLL
                    for (int p = 0; p < Pixels; ++p)
                        add(sums[p], load(pixels[static_cast<std::size_t>(p) * taps.step] + channel), low, high,
                            std::is_signed<Element>{});
                }
            }
            QUANTA_UNROLL
            for (int p = 0; p < Pixels; ++p) {
                QUANTA_UNROLL
                for (int q = 0; q < 4; ++q) vst1q_s32(tile + static_cast<std::size_t>(p) * stride + 4 * q, sums[p][q]);
            }
        }
    }

private:
    QUANTA_INLINE static void add(int32x4_t (&sums)[4], int8x16_t pixel, int16x8_t low, int16x8_t high,
                                  std::true_type) {
        add_widened(sums, vmovl_s8(vget_low_s8(pixel)), vmovl_high_s8(pixel), low, high);
    }
    QUANTA_INLINE static void add(int32x4_t (&sums)[4], int8x16_t pixel, int16x8_t low, int16x8_t high,
                                  std::false_type) {
        const uint8x16_t bytes = vreinterpretq_u8_s8(pixel);
        add_widened(sums, vreinterpretq_s16_u16(vmovl_u8(vget_low_u8(bytes))),
                    vreinterpretq_s16_u16(vmovl_high_u8(bytes)), low, high);
    }
    QUANTA_INLINE static void add_widened(int32x4_t (&sums)[4], int16x8_t x_low, int16x8_t x_high, int16x8_t low,
                                          int16x8_t high) {
        sums[0] = vmlal_s16(sums[0], vget_low_s16(x_low), vget_low_s16(low));
        sums[1] = vmlal_high_s16(sums[1], x_low, low);
        sums[2] = vmlal_s16(sums[2], vget_low_s16(x_high), vget_low_s16(high));
        sums[3] = vmlal_high_s16(sums[3], x_high, high);
    }

    /// 16 bytes of a pixel, of weights, of start values.
    QUANTA_INLINE static int8x16_t load(const void* from) { return vld1q_s8(static_cast<const std::int8_t*>(from)); }
};

} // namespace quanta::kernel

#endif
