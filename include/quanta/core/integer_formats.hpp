// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// An integer format: the type of one stored value and the closed range of the values that it may take.
/// The range is a promise that kernels rely on: `lowest <= value <= highest`.
template <class Storage, int Lowest, int Highest, int Bits>
struct integer_format {
    using storage_type = Storage; ///< holds one value, unpacked
    static constexpr int lowest = Lowest;
    static constexpr int highest = Highest;
    static constexpr int bits = Bits; ///< bits of one value in packed memory
    static constexpr bool is_signed = Lowest < 0;
};

struct uint8 : integer_format<std::uint8_t, 0, 255, 8> {
    static constexpr std::string_view name = "uint8";
};
struct int8 : integer_format<std::int8_t, -128, 127, 8> {
    static constexpr std::string_view name = "int8";
};
/// int8 without -128: symmetric, so negation never overflows.
struct int8_narrow : integer_format<std::int8_t, -127, 127, 8> {
    static constexpr std::string_view name = "int8_narrow";
};
struct uint7 : integer_format<std::uint8_t, 0, 127, 8> {
    static constexpr std::string_view name = "uint7";
};
struct int7 : integer_format<std::int8_t, -64, 63, 8> {
    static constexpr std::string_view name = "int7";
};
struct int4 : integer_format<std::int8_t, -8, 7, 4> {
    static constexpr std::string_view name = "int4";
};
/// int4 without -8.
struct int4_narrow : integer_format<std::int8_t, -7, 7, 4> {
    static constexpr std::string_view name = "int4_narrow";
};
struct uint4 : integer_format<std::uint8_t, 0, 15, 4> {
    static constexpr std::string_view name = "uint4";
};
struct int2 : integer_format<std::int8_t, -2, 1, 2> {
    static constexpr std::string_view name = "int2";
};
struct ternary : integer_format<std::int8_t, -1, 1, 2> {
    static constexpr std::string_view name = "ternary";
};
struct int16 : integer_format<std::int16_t, -32768, 32767, 16> {
    static constexpr std::string_view name = "int16";
};

} // namespace quanta
