// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/isa/tags.hpp>

namespace quanta::train::inline QUANTA_ABI {

/// A row of pixels, each of which reads several taps of an image, channel by channel. Distances are in floats.
struct tap_row {
    const float* source;           ///< what the first pixel reads at offset 0
    const std::ptrdiff_t* offsets; ///< of the taps
    std::size_t taps, pixels, channels;
    std::size_t source_step; ///< between the sources of neighbouring pixels
    std::size_t target_step; ///< between neighbouring pixels
};

/// The loops of depthwise convolutions, one specialization for each group of instruction sets; weights and sums are
/// (taps, channels).
template <class Tag>
struct tap_leaf {
    /// target(p, c) = start[c] + sum_t source(p, t, c) * weights[t][c]
    static void gather(const tap_row& row, const float* weights, const float* start, float* target) {
        for (std::size_t p = 0; p < row.pixels; ++p)
            for (std::size_t c = 0; c < row.channels; ++c) {
                float sum = start[c];
                for (std::size_t t = 0; t < row.taps; ++t)
                    sum += row.source[at(row, p, t) + static_cast<std::ptrdiff_t>(c)] * weights[t * row.channels + c];
                target[p * row.target_step + c] = sum;
            }
    }

    /// sums[t][c] += sum_p source(p, t, c) * target(p, c)
    static void weigh(const tap_row& row, const float* target, float* sums) {
        for (std::size_t t = 0; t < row.taps; ++t)
            for (std::size_t p = 0; p < row.pixels; ++p)
                for (std::size_t c = 0; c < row.channels; ++c)
                    sums[t * row.channels + c] +=
                        row.source[at(row, p, t) + static_cast<std::ptrdiff_t>(c)] * target[p * row.target_step + c];
    }

private:
    [[nodiscard]] static std::ptrdiff_t at(const tap_row& row, std::size_t pixel, std::size_t tap) {
        return static_cast<std::ptrdiff_t>(pixel * row.source_step) + row.offsets[tap];
    }
};

} // namespace quanta::train
