// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <quanta/epilogue/epilogue_concepts.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// fma(float(q - zero_point), scale, v) with q = values[row * row_stride + column], of type std::int8_t or std::uint8_t.
/// The second branch of a residual block, added to real values before they are quantized.
template <class T>
    requires std::same_as<T, std::int8_t> || std::same_as<T, std::uint8_t> || std::same_as<T, float>
struct residual_add {
    template <std::same_as<float> Value>
    using result = float;

    const T* values;           ///< (rows, columns)
    std::ptrdiff_t row_stride; ///< in elements
    float scale;
    std::int32_t zero_point;
};

/// v + values[row * row_stride + column]
template <>
struct residual_add<float> {
    template <std::same_as<float> Value>
    using result = float;

    const float* values;       ///< (rows, columns)
    std::ptrdiff_t row_stride; ///< in elements
};

template <class T>
residual_add(const T*, std::ptrdiff_t, float, std::int32_t) -> residual_add<T>;

template <std::same_as<float> T>
residual_add(const T*, std::ptrdiff_t) -> residual_add<T>;

} // namespace quanta::epilogue
