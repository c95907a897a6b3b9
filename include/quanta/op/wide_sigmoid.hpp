// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include <quanta/core/integer_formats.hpp>
#include <quanta/core/rounding.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/op/operands.hpp>
#include <quanta/params/affine_params.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// What TensorFlow Lite computes the logistic function and tanh of 16-bit integers with: 256 values of 16 bits, between
/// which it interpolates, and the input's steps brought to 1 / 12288.
///
///     table[i] = round(65536 (s(i/24) + (s((i + 1/2)/24) - (s(i/24) + s((i + 1)/24)) / 2) / 2)), s the logistic function;
///                table[255] = 65535
///     steps    = floor((x * multiplier + 2^(shift - 1)) / 2^shift), multiplier / 2^shift about 12288 * input scale
///
/// The table spreads the error of a straight line over both sides. Formula: TensorFlow Lite, kernels/activations.cc,
/// TanhPrepare and SigmoidPrepare; kernels/internal/common.h, whose table has these entries.
class wide_sigmoid {
public:
    /// A scale whose logarithm to the base 2 is a whole number, but for 1/1000, is one of up to 2^(`largest_shift` - 12)
    /// exactly. Errors, which begin with `operation`: a scale that is none, a zero point other than 0.
    wide_sigmoid(std::string_view operation, affine_params input, int largest_shift) {
        check_wide_params(operation, input, "input");
        fill_table();
        const float logarithm = uncontracted(__builtin_logf(input.scale) * (1.0F / __builtin_logf(2.0F)));
        const float power = round_away(logarithm), largest = static_cast<float>(largest_shift - 12);
        const bool is_power = __builtin_fabsf(logarithm - power) < 1e-3F && power >= -12 && power <= largest;
        if (is_power) {
            multiplier_ = std::int64_t{3} << (static_cast<int>(power) + 12);
            return;
        }
        double multiplier = double{input.scale} * 4096.0 * 3.0;
        for (; multiplier <= 32767.0 / 2.0 && shift_ <= 30; ++shift_) multiplier *= 2.0;
        multiplier_ = static_cast<std::int64_t>(std::min(multiplier, 0x1p31 - 1));
    }

    /// x in steps of 1 / 12288.
    [[nodiscard]] std::int64_t steps(std::int16_t x) const {
        const std::int64_t half = shift_ > 0 ? std::int64_t{1} << (shift_ - 1) : 0;
        return (x * multiplier_ + half) >> shift_;
    }

    /// 2^bits times the line between two entries of the table at |steps| * 2^-bits; `saturated` from the last entry on.
    [[nodiscard]] std::int32_t interpolated(std::int64_t steps, int bits, std::int32_t saturated) const {
        const std::int64_t magnitude = steps < 0 ? -steps : steps, index = magnitude >> bits;
        if (index >= 255) return saturated;
        const std::int32_t left = table_[static_cast<std::size_t>(index)];
        const std::int32_t right = table_[static_cast<std::size_t>(index) + 1];
        const auto fraction = static_cast<std::int32_t>(magnitude - (index << bits));
        return (left << bits) + fraction * (right - left);
    }

private:
    void fill_table() {
        const auto logistic = [](double x) { return 65536 / (1 + __builtin_exp(-x / 24)); };
        for (std::size_t i = 0; i + 1 < table_.size(); ++i) {
            const auto at = static_cast<double>(i);
            const double here = logistic(at), middle = logistic(at + 0.5), next = logistic(at + 1);
            table_[i] = static_cast<std::uint16_t>(round_away(here + (middle - (here + next) / 2) / 2));
        }
        table_.back() = std::numeric_limits<std::uint16_t>::max();
    }

    std::array<std::uint16_t, 256> table_{};
    std::int64_t multiplier_ = 0;
    int shift_ = 0;
};

} // namespace quanta::op
