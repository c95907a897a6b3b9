// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include <quanta/core/contracts.hpp>
#include <quanta/core/core_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// A format of four bits, two of which share a byte. Satisfied by `int4`, `int4_narrow`, `uint4`.
template <class Format>
concept NibbleFormat = IntegerFormat<Format> && Format::bits == 4 && sizeof(typename Format::storage_type) == 1;

/// ceil(count / 2): bytes that hold `count` values of four bits.
[[nodiscard]] constexpr std::size_t nibble_bytes(std::size_t count) { return count / 2 + count % 2; }

namespace detail {

/// Error unless there are exactly the bytes that `count` values take.
inline void check_nibble_bytes(std::size_t count, std::size_t bytes) {
    check(bytes == nibble_bytes(count), "nibbles: ", count, " values take ", nibble_bytes(count), " bytes, not ",
          bytes);
}

/// `value`, or an error if it is not in the format's range.
template <NibbleFormat Format>
[[nodiscard]] int checked_nibble(int value, std::size_t index) {
    check(Format::lowest <= value && value <= Format::highest, "nibbles: value ", value, " at index ", index,
          " is not in ", Format::name, "'s range [", Format::lowest, ", ", Format::highest, "]");
    return value;
}

} // namespace detail

/// bytes[i] = (values[2 i] & 15) | (values[2 i + 1] & 15) << 4: low nibble first, as ONNX and TensorFlow Lite have it.
/// The last high nibble of an odd count is zero. Errors: another number of bytes than `nibble_bytes(values.size())`, a
/// value outside the format's range.
template <NibbleFormat Format>
void pack_nibbles(std::span<const typename Format::storage_type> values, std::span<std::uint8_t> bytes) {
    detail::check_nibble_bytes(values.size(), bytes.size());
    for (std::size_t i = 0; i < values.size(); i += 2) {
        const int low = detail::checked_nibble<Format>(values[i], i);
        const int high = i + 1 < values.size() ? detail::checked_nibble<Format>(values[i + 1], i + 1) : 0;
        bytes[i / 2] = static_cast<std::uint8_t>((low & 15) | (high & 15) << 4);
    }
}

/// values[i] = nibble i of the bytes, low nibble first, sign-extended in signed formats. The last high nibble of an odd
/// count is not looked at. Errors: another number of bytes than `nibble_bytes(values.size())`, a nibble outside the
/// format's range (-8 in int4_narrow).
template <NibbleFormat Format>
void unpack_nibbles(std::span<const std::uint8_t> bytes, std::span<typename Format::storage_type> values) {
    detail::check_nibble_bytes(values.size(), bytes.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int nibble = (bytes[i / 2] >> (i % 2 == 0 ? 0 : 4)) & 15;
        const int value = Format::is_signed && nibble >= 8 ? nibble - 16 : nibble;
        values[i] = static_cast<typename Format::storage_type>(detail::checked_nibble<Format>(value, i));
    }
}

} // namespace quanta
