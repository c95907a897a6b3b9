// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/core/wide_multiplier.hpp>
#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/output_range.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// clamp(floor((v * mantissa + 2^(shift - 1)) / 2^shift) + zero_point, lowest, highest) of a 64-bit sum v, in 64 bits:
/// rounded once, ties towards plus infinity, with 15 bits of multiplier. m as for `requantize_by_double`.
/// Formula: TensorFlow Lite, MultiplyByQuantizedMultiplier of int64_t; equal to it wherever its result fits 32 bits, and
/// saturated elsewhere. Error unless lowest <= highest. Precondition: -2^47 <= v < 2^47.
struct requantize_wide_fixed_point {
    template <std::same_as<std::int64_t> Value>
    using result = std::int32_t;

    const wide_multiplier* multipliers; ///< (columns), or one
    bool per_column;
    std::int32_t zero_point;
    std::int32_t lowest;
    std::int32_t highest;

    void validate() const { detail::check_order("requantize_wide_fixed_point", lowest, highest); }
};

} // namespace quanta::epilogue
