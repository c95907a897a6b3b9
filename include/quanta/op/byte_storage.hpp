// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

#include <quanta/core/integer_formats.hpp>
#include <quanta/op/integer_range.hpp>
#include <quanta/op/operands.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// How activations are stored: a byte, with or without a sign. Narrower formats are a range of its values.
template <class T>
concept ByteStorage = std::same_as<T, std::uint8_t> || std::same_as<T, std::int8_t>;

/// How integers that operators read are stored: a byte, or 16 bits, which are symmetric.
template <class T>
concept IntegerStorage = ByteStorage<T> || std::same_as<T, std::int16_t>;

/// The widest format that is stored in a T.
template <ByteStorage T>
using byte_format = std::conditional_t<std::is_signed_v<T>, int8, uint8>;

/// Every value of a T.
template <IntegerStorage T>
[[nodiscard]] constexpr integer_range whole_range() {
    return {std::numeric_limits<T>::min(), std::numeric_limits<T>::max()};
}

/// Error unless lowest <= highest, both values of a T.
template <IntegerStorage T>
void check_range(std::string_view operation, integer_range range) {
    constexpr integer_range whole = whole_range<T>();
    check(range.lowest <= range.highest, operation, ": lowest ", range.lowest, " is above highest ", range.highest);
    check(range.lowest >= whole.lowest && range.highest <= whole.highest, operation, ": the range [", range.lowest,
          ", ", range.highest, "] is not inside [", whole.lowest, ", ", whole.highest, "]");
}

/// Error unless `params` are those of integers that a T holds.
template <IntegerStorage T>
void check_stored_params(std::string_view operation, affine_params params, std::string_view name) {
    if constexpr (ByteStorage<T>)
        check_params<byte_format<T>>(operation, params, name);
    else
        check_wide_params(operation, params, name);
}

/// Error unless `params` are those of an output of T that reals are divided by: the scale's reciprocal is finite too.
template <ByteStorage T>
void check_quantizing_params(std::string_view operation, std::string_view name, affine_params params) {
    check_params<byte_format<T>>(operation, params, name);
    check(is_finite(1 / params.scale), operation, ": scale ", params.scale, " of the ", name,
          " has no finite reciprocal");
}

} // namespace quanta::op
