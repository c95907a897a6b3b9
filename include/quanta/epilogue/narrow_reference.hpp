// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <quanta/core/wide_multiplier.hpp>
#include <quanta/epilogue/dequantize_wide.hpp>
#include <quanta/epilogue/requantize_by_double.hpp>
#include <quanta/epilogue/requantize_wide_fixed_point.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// One 64-bit sum at a time, for `count` columns from `column` on: the definition that every instruction set equals.
struct narrow_reference {
    template <class Ties>
    static void run(const requantize_by_double<Ties>& stage, const std::int64_t* values, std::size_t count,
                    std::size_t column, std::int32_t* out) noexcept {
        const double lowest = stage.lowest - stage.zero_point, highest = stage.highest - stage.zero_point;
        for (std::size_t j = 0; j < count; ++j) {
            const double scaled = static_cast<double>(values[j]) * stage.multipliers[stage.per_column ? column + j : 0];
            out[j] = static_cast<std::int32_t>(Ties::of(std::clamp(scaled, lowest, highest))) + stage.zero_point;
        }
    }

    static void run(const requantize_wide_fixed_point& stage, const std::int64_t* values, std::size_t count,
                    std::size_t column, std::int32_t* out) noexcept {
        for (std::size_t j = 0; j < count; ++j) {
            const wide_multiplier multiplier = stage.multipliers[stage.per_column ? column + j : 0];
            const std::int64_t shifted = quanta::apply(multiplier, values[j]) + stage.zero_point;
            out[j] = static_cast<std::int32_t>(std::clamp<std::int64_t>(shifted, stage.lowest, stage.highest));
        }
    }

    static void run(const dequantize_wide& stage, const std::int64_t* values, std::size_t count, std::size_t column,
                    float* out) noexcept {
        for (std::size_t j = 0; j < count; ++j)
            out[j] = static_cast<float>(static_cast<double>(values[j]) *
                                        double{stage.scales[stage.per_column ? column + j : 0]});
    }
};

} // namespace quanta::epilogue
