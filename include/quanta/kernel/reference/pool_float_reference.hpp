// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/float_functions.hpp>
#include <quanta/kernel/pool_strip.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// What pooling does with the taps of floats, channel by channel: the definition of what every instruction set gives.
/// The output overlaps no input.
struct pool_float_reference {
    /// out = the largest tap, the first of equal ones, or NaN if one is; `in` is the first tap of the first output.
    static void maximum(const float* in, const pool_strip& strip, float* out) noexcept {
        for_each_value(in, strip, out, [&](const float* first) {
            float largest = *first;
            for (std::size_t row = 0; row < strip.rows; ++row)
                for (std::size_t column = 0; column < strip.columns; ++column) {
                    const float x = first[step(row, strip.row_step) + step(column, strip.column_step)];
                    if (x > largest || is_nan(x)) largest = x;
                }
            return largest;
        });
    }

    /// out = (tap + tap + ...) / count, row by row from the left, beginning with 0.
    static void average(const float* in, const pool_strip& strip, float count, float* out) noexcept {
        for_each_value(in, strip, out, [&](const float* first) {
            float total = 0;
            for (std::size_t row = 0; row < strip.rows; ++row)
                for (std::size_t column = 0; column < strip.columns; ++column)
                    total += first[step(row, strip.row_step) + step(column, strip.column_step)];
            return total / count;
        });
    }

private:
    [[nodiscard]] static std::ptrdiff_t step(std::size_t count, std::ptrdiff_t distance) noexcept {
        return static_cast<std::ptrdiff_t>(count) * distance;
    }

    template <class Pool>
    static void for_each_value(const float* in, const pool_strip& strip, float* out, const Pool& pool) noexcept {
        for (std::size_t output = 0; output < strip.outputs; ++output)
            for (std::size_t channel = 0; channel < strip.channels; ++channel)
                out[step(output, strip.output_step) + step(channel, strip.output_channel_step)] =
                    pool(in + step(output, strip.input_step) + step(channel, strip.input_channel_step));
    }
};

} // namespace quanta::kernel
