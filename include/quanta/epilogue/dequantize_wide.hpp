// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/isa/target.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// float(double(v) * double(s)) of a 64-bit sum v, s = scales[column], or scales[0] for all columns.
/// Precondition: |v| < 2^51.
struct dequantize_wide {
    template <std::same_as<std::int64_t> Value>
    using result = float;

    const float* scales; ///< (columns), or one
    bool per_column;
};

} // namespace quanta::epilogue
