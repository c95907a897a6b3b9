// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>

#include <quanta/core/float_functions.hpp>
#include <quanta/epilogue/epilogue_concepts.hpp>
#include <quanta/epilogue/output_range.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// rint(clamp(v * inverse_scale, lowest - zero_point, highest - zero_point)) + zero_point, ties to even; NaN gives
/// zero_point. Error unless inverse_scale is finite and positive, and lowest <= highest, both within 2^22 of zero_point.
struct quantize {
    template <std::same_as<float> Value>
    using result = std::int32_t;

    float inverse_scale;
    std::int32_t zero_point;
    std::int32_t lowest;
    std::int32_t highest;

    void validate() const {
        check(is_finite(inverse_scale) && inverse_scale > 0, "quantize: the inverse scale ", inverse_scale,
              " is not a positive number");
        detail::check_output_range("quantize", zero_point, lowest, highest);
    }
};

} // namespace quanta::epilogue
