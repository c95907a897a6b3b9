// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <quanta/epilogue/epilogue_concepts.hpp>

namespace quanta::epilogue::inline QUANTA_ABI {

/// data[row * row_stride + column] = static_cast<T>(v), the last stage: T is std::uint8_t, std::int8_t, std::int16_t or
/// std::int32_t for int32 values, float for float ones. A value outside T keeps its low bits: clamp it before.
template <class T>
    requires std::same_as<T, std::uint8_t> || std::same_as<T, std::int8_t> || std::same_as<T, std::int16_t> ||
        std::same_as<T, std::int32_t> || std::same_as<T, float>
struct store {
    template <std::same_as<std::conditional_t<std::same_as<T, float>, float, std::int32_t>> Value>
    using result = stored;

    T* data;                   ///< (rows, columns)
    std::ptrdiff_t row_stride; ///< in elements
};

template <class T>
store(T*, std::ptrdiff_t) -> store<T>;

} // namespace quanta::epilogue
