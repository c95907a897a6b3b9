// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <xsimd/xsimd.hpp>

#include <quanta/kernel/reference/pool_int8_reference.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// `pool_int8_reference` where channels are neighbours, in the widest registers that the flags of the translation unit
/// give, through xsimd; sums tap by tap, a loop for the compiler, as xsimd does not widen bytes.
struct pool_int8_portable {
    template <class T>
    static void maximum(const T* in, const pool_strip& strip, T lowest, T highest, T* out) noexcept {
        using bytes = xsimd::batch<T>;
        constexpr std::size_t width = bytes::size;
        if (strip.channels < width || strip.input_channel_step != 1 || strip.output_channel_step != 1)
            return pool_int8_reference::maximum(in, strip, lowest, highest, out);
        const pool_strip own = strip; // a copy that no store can change
        for (std::size_t output = 0; output < own.outputs; ++output, in += own.input_step, out += own.output_step)
            for (std::size_t c = 0; c < own.channels; c += width) {
                const std::size_t channel = c + width <= own.channels ? c : own.channels - width;
                bytes largest(lowest);
                for (std::size_t row = 0; row < own.rows; ++row) {
                    const T* tap = in + channel + static_cast<std::ptrdiff_t>(row) * own.row_step;
                    for (std::size_t column = 0; column < own.columns; ++column, tap += own.column_step)
                        largest = xsimd::max(largest, bytes::load_unaligned(tap));
                }
                xsimd::min(largest, bytes(highest)).store_unaligned(out + channel);
            }
    }

    template <class T>
    static void sum(const T* in, const pool_strip& strip, std::int32_t* sums) noexcept {
        if (strip.input_channel_step != 1) return pool_int8_reference::sum(in, strip, sums);
        const pool_strip own = strip; // a copy that no store can change
        for (std::size_t output = 0; output < own.outputs; ++output, in += own.input_step, sums += own.channels) {
            for (std::size_t channel = 0; channel < own.channels; ++channel) sums[channel] = 0;
            for (std::size_t row = 0; row < own.rows; ++row) {
                const T* tap = in + static_cast<std::ptrdiff_t>(row) * own.row_step;
                for (std::size_t column = 0; column < own.columns; ++column, tap += own.column_step)
                    for (std::size_t channel = 0; channel < own.channels; ++channel) sums[channel] += tap[channel];
            }
        }
    }
};

} // namespace quanta::kernel
