// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/output_range.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// round(clamp(double(v) * m, lowest - zero_point, highest - zero_point)) + zero_point of a 64-bit sum v, ties away from
/// zero; otherwise as `requantize_wide`. Formula: TensorFlow Lite, kernels/internal/reference/integer_ops/fully_connected.h.
struct requantize_wide_away {
    template <std::same_as<std::int64_t> Value>
    using result = std::int32_t;

    const double* multipliers; ///< (columns), or one
    bool per_column;
    std::int32_t zero_point;
    std::int32_t lowest;
    std::int32_t highest;

    void validate() const { detail::check_output_range("requantize_wide_away", zero_point, lowest, highest); }
};

} // namespace quanta::epilogue
