// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/output_range.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// rint(clamp(double(v) * m + zero_point, lowest, highest)), ties to even: product and sum are rounded to doubles, each on
/// its own; m as for `requantize`. It is `rule::scaled_in_double`, what the onnx package's evaluator does.
/// Error unless lowest <= highest. Precondition: m is finite.
struct requantize_in_double {
    template <std::same_as<std::int32_t> Value>
    using result = std::int32_t;

    const float* multipliers; ///< (columns), or one
    bool per_column;
    std::int32_t zero_point;
    std::int32_t lowest;
    std::int32_t highest;

    void validate() const { detail::check_order("requantize_in_double", lowest, highest); }
};

} // namespace quanta::epilogue
