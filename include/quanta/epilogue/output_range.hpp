// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include <quanta/core/contracts.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Steps from the zero point that `requantize` and `quantize` can reach, to either side: floats hold and round them
/// exactly on every instruction set. Formats of 8 and 16 bits need 2^17 at most.
inline constexpr std::int64_t most_steps = std::int64_t{1} << 22;

namespace detail {

/// Error unless lowest <= highest.
inline void check_order(std::string_view stage, std::int32_t lowest, std::int32_t highest) {
    check(lowest <= highest, stage, ": lowest ", lowest, " is above highest ", highest);
}

/// Error unless lowest <= highest, both less the zero point in 32 bits.
inline void check_32_bits(std::string_view stage, std::int32_t zero_point, std::int32_t lowest, std::int32_t highest) {
    check_order(stage, lowest, highest);
    const auto fits = [](std::int64_t steps) { return steps == static_cast<std::int32_t>(steps); };
    check(fits(std::int64_t{lowest} - zero_point) && fits(std::int64_t{highest} - zero_point), stage, ": from ", lowest,
          " to ", highest, " with zero point ", zero_point, " is more than 32 bits of steps");
}

/// Error unless lowest <= highest, both within `most_steps` of the zero point.
inline void check_output_range(std::string_view stage, std::int32_t zero_point, std::int32_t lowest,
                               std::int32_t highest) {
    check_order(stage, lowest, highest);
    const std::int64_t below = std::int64_t{zero_point} - lowest, above = std::int64_t{highest} - zero_point;
    check(-most_steps <= below && below <= most_steps && -most_steps <= above && above <= most_steps, stage, ": from ",
          lowest, " to ", highest, " with zero point ", zero_point, " is more than ", most_steps,
          " steps from the zero point");
}

} // namespace detail

} // namespace quanta::epilogue
