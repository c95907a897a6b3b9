// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace quanta::kernel {

/// Output pixels along a row of an image whose windows have as many taps inside the image. Steps are in elements.
struct pool_strip {
    std::size_t outputs;
    std::ptrdiff_t input_step, output_step; ///< from one output pixel's to the next one's
    std::size_t rows, columns;              ///< of taps, at least one
    std::ptrdiff_t row_step, column_step;   ///< from tap to tap
    std::size_t channels;
    std::ptrdiff_t input_channel_step, output_channel_step;
};

} // namespace quanta::kernel
