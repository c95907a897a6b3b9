// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/epilogue/epilogue_concepts.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// v - row_factors[row] * column_factors[column], modulo 2^32.
/// Removes what the zero point of one operand added to the product: one factor is the sums of the other operand's rows
/// or columns, the second factor the zero points (gemmlowp, doc/low-precision.md).
struct zero_point_correction {
    template <std::same_as<std::int32_t> Value>
    using result = std::int32_t;

    const std::int32_t* row_factors;    ///< (rows)
    const std::int32_t* column_factors; ///< (columns)
};

} // namespace quanta::epilogue
