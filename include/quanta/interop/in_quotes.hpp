// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <quanta/core/contracts.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// Text of a file as messages show it: in quotes, cut off where it is long, without control characters.
[[nodiscard]] inline std::string in_quotes(std::string_view found) {
    constexpr std::size_t longest = 64;
    std::string shown = text("'", found.substr(0, longest), found.size() > longest ? "...'" : "'");
    for (char& each : shown)
        if (static_cast<unsigned char>(each) < ' ' || each == 0x7f) each = '?';
    return shown;
}

} // namespace detail

} // namespace quanta::interop
