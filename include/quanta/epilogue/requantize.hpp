// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/output_range.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// rint(clamp(float(v) * m, lowest - zero_point, highest - zero_point)) + zero_point, ties to even.
/// m = multipliers[column], or multipliers[0] for all columns. Clamped before rounding, so that the conversion cannot
/// overflow; zero point added after it, so that ties do not depend on it (XNNPACK, requantization.h, fp32).
/// Error unless lowest <= highest, both within 2^22 of zero_point. Precondition: m is finite.
struct requantize {
    template <std::same_as<std::int32_t> Value>
    using result = std::int32_t;

    const float* multipliers; ///< (columns), or one
    bool per_column;
    std::int32_t zero_point;
    std::int32_t lowest;
    std::int32_t highest;

    void validate() const { detail::check_output_range("requantize", zero_point, lowest, highest); }
};

} // namespace quanta::epilogue
