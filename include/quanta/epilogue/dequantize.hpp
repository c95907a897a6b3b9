// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/epilogue/epilogue_concepts.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// fma(float(v), s, bias[column]) with a bias, float(v) * s without; s = row_scales[row] * column_scales[column],
/// rounded to float, or the column's scale alone. Row scales are those of activations quantized row by row.
struct dequantize {
    template <std::same_as<std::int32_t> Value>
    using result = float;

    const float* row_scales = nullptr; ///< (rows), or null for 1
    const float* column_scales;        ///< (columns), or one
    bool per_column;
    const float* bias = nullptr; ///< (columns), or null for none
};

} // namespace quanta::epilogue
