// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/core/fixed_point.hpp>
#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/output_range.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// clamp(round(floor(v * 2^left * mantissa / 2^31 + 1/2) / 2^right) + zero_point, lowest, highest): rounded twice, first
/// with ties towards plus infinity, then with ties away from zero; m as for `requantize`. It is
/// `rule::scaled_twice_rounded`, what TensorFlow Lite does by default.
/// Error unless lowest <= highest, both less zero_point in 32 bits. Precondition: mantissa >= 0 and
/// -31 <= exponent <= 30, as `to_fixed_point` makes them.
struct requantize_twice_rounded {
    template <std::same_as<std::int32_t> Value>
    using result = std::int32_t;

    const fixed_point_multiplier* multipliers; ///< (columns), or one
    bool per_column;
    std::int32_t zero_point;
    std::int32_t lowest;
    std::int32_t highest;

    void validate() const { detail::check_32_bits("requantize_twice_rounded", zero_point, lowest, highest); }
};

} // namespace quanta::epilogue
