// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <quanta/params/profile_tflite.hpp>
#include <quanta/params/rules/scaled_once_rounded.hpp>

namespace quanta::profile::inline QUANTA_ABI {

/// TensorFlow Lite built with TFLITE_SINGLE_ROUNDING, and ruy's portable code: accumulators are rounded once, the rest is as
/// in `profile::tflite`. Published formula: no released build rounds so.
///
///     requantize   q = clamp(floor(accumulator * mantissa * 2^(exponent - 31) + 1/2) + zero_point)
struct tflite_single : detail::tflite_composed<rule::scaled_once_rounded> {
    static constexpr std::string_view name = "tflite_single";
};

} // namespace quanta::profile
