// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <quanta/isa/target.hpp>

namespace quanta::report::inline QUANTA_ABI {

namespace detail {

/// Bytes of the character that UTF-8 text begins with; 0 if there is none: a stray or missing byte, a form that is too long, a
/// surrogate, or more than U+10FFFF.
[[nodiscard]] inline std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(text[i])}; };
    const std::uint32_t lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0 || length > text.size()) return 0;
    std::uint32_t character = lead & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return 0;
        character = character << 6 | (byte(i) & 0x3f);
    }
    const bool is_short = length < 3 || character >= (length == 3 ? 0x800U : 0x10000U);
    return is_short && character <= 0x10ffff && (character < 0xd800 || character > 0xdfff) ? length : 0;
}

/// Text as JSON has it between quotes, so on one line; a byte that is not UTF-8 is U+FFFD.
[[nodiscard]] inline std::string escaped(std::string_view text) {
    constexpr std::string_view letters = "\"\\\b\f\n\r\t", escapes = "\"\\bfnrt", digits = "0123456789abcdef";
    std::string shown;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text), found = letters.find(text[0]);
        const auto byte = static_cast<unsigned char>(text[0]);
        if (length == 0)
            shown += "\xef\xbf\xbd";
        else if (found != std::string_view::npos)
            shown.append(1, '\\').append(1, escapes[found]);
        else if (byte < 0x20 || byte == 0x7f)
            shown.append("\\u00").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
        else
            shown += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return shown;
}

/// Characters of UTF-8 text.
[[nodiscard]] inline std::size_t characters_in(std::string_view text) {
    std::size_t count = 0;
    for (const char each : text) count += (static_cast<unsigned char>(each) & 0xc0) != 0x80;
    return count;
}

} // namespace detail

} // namespace quanta::report
