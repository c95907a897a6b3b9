// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include <quanta/isa/target.hpp>

namespace quanta::interop::inline QUANTA_ABI {

/// What the values of an array in a model file are: IEEE floats, or two's-complement integers. Those of 4 and 2 bits
/// stand two and four in a byte, the first in the lowest bits. In the order of `array_type_names`.
enum class array_type { f32, i32, i8, i4, i2 };

/// Their names in files.
inline constexpr std::string_view array_type_names[] = {"f32", "i32", "i8", "i4", "i2"};

[[nodiscard]] inline std::string_view name(array_type type) { return array_type_names[static_cast<std::size_t>(type)]; }

/// Bits of one value.
[[nodiscard]] constexpr std::size_t bits_of(array_type type) {
    constexpr std::size_t bits[] = {32, 32, 8, 4, 2};
    return bits[static_cast<std::size_t>(type)];
}

/// ceil(count * bits / 8): bytes of `count` values, of which there are at most 2^53.
[[nodiscard]] constexpr std::size_t bytes_of(array_type type, std::size_t count) {
    const std::size_t in_a_byte = 8 / bits_of(type);
    return in_a_byte == 0 ? count * (bits_of(type) / 8) : count / in_a_byte + (count % in_a_byte != 0);
}

} // namespace quanta::interop
