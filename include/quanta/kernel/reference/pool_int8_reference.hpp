// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <quanta/isa/target.hpp>
#include <quanta/kernel/pool_strip.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// What pooling does with the taps of stored integers (std::uint8_t, std::int8_t), channel by channel: the definition of
/// what every instruction set gives. The output overlaps no input.
struct pool_int8_reference {
    /// out = clamp(max of the taps, lowest, highest); `in` is the first tap of the first output.
    template <class T>
    static void maximum(const T* in, const pool_strip& strip, T lowest, T highest, T* out) noexcept {
        for (std::size_t output = 0; output < strip.outputs; ++output)
            for (std::size_t channel = 0; channel < strip.channels; ++channel) {
                const T* first = tap(in, strip, output, channel);
                T largest = *first;
                for (std::size_t row = 0; row < strip.rows; ++row)
                    for (std::size_t column = 0; column < strip.columns; ++column)
                        largest = std::max(largest, first[place(strip, row, column)]);
                out[step(output, strip.output_step) + step(channel, strip.output_channel_step)] =
                    std::clamp(largest, lowest, highest);
            }
    }

    /// sums (outputs, channels), contiguous = sum of the taps. Precondition: no more than 2^23 taps.
    template <class T>
    static void sum(const T* in, const pool_strip& strip, std::int32_t* sums) noexcept {
        for (std::size_t output = 0; output < strip.outputs; ++output)
            for (std::size_t channel = 0; channel < strip.channels; ++channel) {
                const T* first = tap(in, strip, output, channel);
                std::int32_t total = 0;
                for (std::size_t row = 0; row < strip.rows; ++row)
                    for (std::size_t column = 0; column < strip.columns; ++column)
                        total += first[place(strip, row, column)];
                sums[output * strip.channels + channel] = total;
            }
    }

private:
    [[nodiscard]] static std::ptrdiff_t step(std::size_t count, std::ptrdiff_t distance) noexcept {
        return static_cast<std::ptrdiff_t>(count) * distance;
    }
    [[nodiscard]] static std::ptrdiff_t place(const pool_strip& strip, std::size_t row, std::size_t column) noexcept {
        return step(row, strip.row_step) + step(column, strip.column_step);
    }
    template <class T>
    [[nodiscard]] static const T* tap(const T* in, const pool_strip& strip, std::size_t output,
                                      std::size_t channel) noexcept {
        return in + step(output, strip.input_step) + step(channel, strip.input_channel_step);
    }
};

} // namespace quanta::kernel
