// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <xsimd/xsimd.hpp>

#include <quanta/isa/quotient.hpp>
#include <quanta/kernel/reference/pool_float_reference.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// `pool_float_reference` where channels are neighbours, in the widest registers that the flags of the translation unit
/// give, through xsimd.
struct pool_float_portable {
    static void maximum(const float* in, const pool_strip& strip, float* out) noexcept {
        if (!fills_registers(strip)) return pool_float_reference::maximum(in, strip, out);
        const pool_strip own = strip; // a copy that no store can change
        for (std::size_t output = 0; output < own.outputs; ++output, in += own.input_step, out += own.output_step)
            for (std::size_t c = 0; c < own.channels; c += width) {
                const std::size_t channel = register_at(c, own.channels);
                floats largest = floats::load_unaligned(in + channel);
                for (std::size_t row = 0; row < own.rows; ++row) {
                    const float* tap = in + channel + static_cast<std::ptrdiff_t>(row) * own.row_step;
                    for (std::size_t column = 0; column < own.columns; ++column, tap += own.column_step) {
                        const floats x = floats::load_unaligned(tap);
                        const floats larger = xsimd::select(x > largest, x, largest);
                        largest = xsimd::select(x == x, larger, x); // with AVX, xsimd's != denies NaN
                    }
                }
                largest.store_unaligned(out + channel);
            }
    }

    static void average(const float* in, const pool_strip& strip, float count, float* out) noexcept {
        if (!fills_registers(strip)) return pool_float_reference::average(in, strip, count, out);
        const pool_strip own = strip; // a copy that no store can change
        for (std::size_t output = 0; output < own.outputs; ++output, in += own.input_step, out += own.output_step)
            for (std::size_t c = 0; c < own.channels; c += width) {
                const std::size_t channel = register_at(c, own.channels);
                floats total(0.0F);
                for (std::size_t row = 0; row < own.rows; ++row) {
                    const float* tap = in + channel + static_cast<std::ptrdiff_t>(row) * own.row_step;
                    for (std::size_t column = 0; column < own.columns; ++column, tap += own.column_step)
                        total = total + floats::load_unaligned(tap);
                }
                quotient(total, floats(count)).store_unaligned(out + channel);
            }
    }

private:
    using floats = xsimd::batch<float>;
    static constexpr std::size_t width = floats::size;

    [[nodiscard]] static bool fills_registers(const pool_strip& strip) noexcept {
        return strip.channels >= width && strip.input_channel_step == 1 && strip.output_channel_step == 1;
    }
    /// The last register begins inside the one before: it gives the same values again.
    [[nodiscard]] static std::size_t register_at(std::size_t channel, std::size_t channels) noexcept {
        return channel + width <= channels ? channel : channels - width;
    }
};

} // namespace quanta::kernel
