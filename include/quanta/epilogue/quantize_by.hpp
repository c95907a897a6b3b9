// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/core/float_functions.hpp>
#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/output_range.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Reals::quantize(v, {scale, zero_point}, lowest, highest): reals become integers by a rule, `profile::tflite::reals_rule`
/// for example; NaN gives zero_point. `quantize` is the one of `profile::quanta` with the reciprocal known beforehand.
/// Error unless scale and its reciprocal are finite and positive, and lowest <= zero_point <= highest within 2^22 steps.
template <class Reals>
struct quantize_by {
    template <std::same_as<float> Value>
    using result = std::int32_t;

    float scale;
    std::int32_t zero_point;
    std::int32_t lowest;
    std::int32_t highest;

    void validate() const {
        check(is_finite(scale) && scale > 0 && is_finite(1 / scale), "quantize_by: the scale ", scale,
              " is not a positive number with a finite reciprocal");
        detail::check_output_range("quantize_by", zero_point, lowest, highest);
        check(lowest <= zero_point && zero_point <= highest, "quantize_by: zero point ", zero_point, " is not in [",
              lowest, ", ", highest, "]");
    }
};

} // namespace quanta::epilogue
