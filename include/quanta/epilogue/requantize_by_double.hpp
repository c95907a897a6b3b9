// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/output_range.hpp>
#include <quanta/params/rules/ties.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Ties::of(clamp(double(v) * m, lowest - zero_point, highest - zero_point)) + zero_point of a sum v of 32 or 64 bits.
/// m = multipliers[column], or multipliers[0] for all columns. In double, which holds the sum exactly; a float would lose up
/// to 24 of its bits, as many as an output of 16 bits has and more. Ties go away from zero in TensorFlow Lite's fully
/// connected layers (`rule::scaled_by_double`). Error unless lowest <= highest, both within 2^22 of zero_point.
/// Precondition: |v| < 2^51; m is finite.
template <class Ties>
    requires std::same_as<Ties, rule::ties_to_even> || std::same_as<Ties, rule::ties_away>
struct requantize_by_double {
    template <class Value>
        requires std::same_as<Value, std::int32_t> || std::same_as<Value, std::int64_t>
    using result = std::int32_t;

    const double* multipliers; ///< (columns), or one
    bool per_column;
    std::int32_t zero_point;
    std::int32_t lowest;
    std::int32_t highest;

    void validate() const { detail::check_output_range("requantize_by_double", zero_point, lowest, highest); }
};

} // namespace quanta::epilogue
