// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/core/fixed_point.hpp>
#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/output_range.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// clamp(floor(v * mantissa * 2^(exponent - 31) + 1/2) + zero_point, lowest, highest), in 64 bits: rounded once, ties
/// towards plus infinity, saturated for every v. Needs no floating point; m as for `requantize`.
/// Formula: TensorFlow Lite with TFLITE_SINGLE_ROUNDING; equal to quanta::apply(m, v) + zero_point, clamped, wherever
/// that one fits 32 bits (always for multipliers up to 1).
/// Error unless lowest <= highest. Precondition: mantissa >= 0 and -31 <= exponent <= 30, as `to_fixed_point` makes them.
struct requantize_fixed_point {
    template <std::same_as<std::int32_t> Value>
    using result = std::int32_t;

    const fixed_point_multiplier* multipliers; ///< (columns), or one
    bool per_column;
    std::int32_t zero_point;
    std::int32_t lowest;
    std::int32_t highest;

    void validate() const { detail::check_order("requantize_fixed_point", lowest, highest); }
};

} // namespace quanta::epilogue
