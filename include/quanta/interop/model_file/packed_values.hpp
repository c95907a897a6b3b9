// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/scheme_value.hpp>
#include <quanta/interop/array_type.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// How a format's values are stored.
[[nodiscard]] constexpr array_type packed_type(const graph::format_value& format) {
    return format.bits == 2 ? array_type::i2 : format.bits == 4 ? array_type::i4 : array_type::i8;
}

/// Error unless the value is in the format's range.
inline void check_packed(std::string_view where, const graph::format_value& format, int value, std::size_t index) {
    if (value < format.lowest || value > format.highest) [[unlikely]]
        fail(where, ": value ", value, " at index ", index, " is not in ", format.name, "'s range [", format.lowest,
             ", ", format.highest, "]");
}

/// bytes[i / n] holds values[i] from bit (i % n) * bits on, n = 8 / bits: of 4 bits what `pack_nibbles` makes; unused
/// bits are zero. Error, which begins with `where`: a value outside the format's range.
[[nodiscard]] inline std::vector<std::byte> pack_values(std::string_view where, const graph::format_value& format,
                                                        std::span<const std::int8_t> values) {
    const array_type type = packed_type(format);
    const std::size_t bits = bits_of(type), in_a_byte = 8 / bits, mask = (std::size_t{1} << bits) - 1;
    std::vector<std::byte> bytes(bytes_of(type, values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
        check_packed(where, format, values[i], i);
        const std::size_t pattern = static_cast<std::size_t>(values[i]) & mask;
        bytes[i / in_a_byte] |= static_cast<std::byte>(pattern << i % in_a_byte * bits);
    }
    return bytes;
}

/// The inverse: `count` values. Errors further: bits that are unused and not zero.
[[nodiscard]] inline std::vector<std::int8_t> unpack_values(std::string_view where, const graph::format_value& format,
                                                            std::span<const std::byte> bytes, std::size_t count) {
    const std::size_t bits = bits_of(packed_type(format)), in_a_byte = 8 / bits;
    std::vector<std::int8_t> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto above = 8 - bits - i % in_a_byte * bits; // bits of the byte above this value's
        const auto shifted = static_cast<std::int8_t>(std::to_integer<unsigned>(bytes[i / in_a_byte]) << above & 255U);
        values[i] = static_cast<std::int8_t>(shifted >> (8 - bits));
        check_packed(where, format, values[i], i);
    }
    const std::size_t used = count % in_a_byte * bits;
    check(used == 0 || std::to_integer<unsigned>(bytes.back()) >> used == 0, where,
          ": the unused bits of its last byte are not zero");
    return values;
}

/// Bytes of numbers of four bytes to or from those of a little-endian file.
inline void copy_words(const void* from, void* to, std::size_t bytes) {
    if (bytes == 0) return;
    std::memcpy(to, from, bytes);
    if constexpr (std::endian::native == std::endian::big) {
        auto* each = static_cast<unsigned char*>(to);
        for (std::size_t i = 0; i < bytes; i += 4) std::reverse(each + i, each + i + 4);
    }
}

} // namespace detail

} // namespace quanta::interop
