// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <quanta/core/rounding.hpp>
#include <quanta/isa/uncontracted.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Real numbers as 16-bit integers: real = (integer - zero_point) * scale, in double.
struct wide_steps {
    double scale;
    int zero_point;

    [[nodiscard]] double real(int integer) const { return uncontracted(scale * (integer - zero_point)); }
};

/// A function of 16-bit integers as 512 straight lines between 513 entries, each of which carries half of the error that
/// its line would make in the middle.
///
///     entry[i] = clamp(r(f(i)) - round((round((g(i + 1) + r(f(i))) / 2) - r(f(i + 1/2))) / 2)), entry[512] = clamp(r(f(512)))
///     f(i)     = the function at the i-th of 512 steps over the input's range, g = f in steps of the output, r = round(g)
///     output   = entry[i] + floor((x modulo 128) * (entry[i + 1] - entry[i]) / 128 + 1/2), i = 256 + floor(x / 128)
///
/// All rounding takes ties away from zero. Formula: TensorFlow Lite, kernels/internal/common.h, LUTPopulateInt16, in double,
/// and LUTLookup.
class interpolated_table {
public:
    /// `function`: double(double).
    template <class Function>
    interpolated_table(const Function& function, wide_steps input, wide_steps output) {
        const double first = input.real(lowest), step = (input.real(highest) - first) / lines;
        const double per_real = 65536 / (output.real(highest) - output.real(lowest));
        const auto at = [&](double i) { return uncontracted(function(first + uncontracted(i * step)) * per_real); };
        for (std::size_t i = 0; i < lines; ++i) {
            const double begin = first + uncontracted(static_cast<double>(i) * step);
            const double here = round_away(at(static_cast<double>(i))), next = at(static_cast<double>(i + 1));
            const double middle = round_away(uncontracted(function(begin + step / 2) * per_real));
            const double error = round_away((next + here) / 2) - middle;
            entries_[i] = clamped(here - round_away(error / 2));
        }
        entries_[lines] = clamped(round_away(uncontracted(function(input.real(highest)) * per_real)));
    }

    [[nodiscard]] std::int16_t operator()(std::int16_t x) const {
        const int place = 256 + (x >> 7);
        const auto line = static_cast<std::size_t>(place);
        const int base = entries_[line], slope = entries_[line + 1] - base;
        return static_cast<std::int16_t>(base + ((slope * (x & 0x7F) + 64) >> 7));
    }

private:
    static constexpr std::size_t lines = 512;
    static constexpr int lowest = std::numeric_limits<std::int16_t>::min();
    static constexpr int highest = std::numeric_limits<std::int16_t>::max();

    [[nodiscard]] static std::int16_t clamped(double value) {
        return static_cast<std::int16_t>(std::clamp<double>(value, lowest, highest));
    }

    std::array<std::int16_t, lines + 1> entries_{};
};

} // namespace quanta::op
