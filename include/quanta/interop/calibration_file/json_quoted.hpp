// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <quanta/core/contracts.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// The text as a JSON string, in ASCII. Error, which begins with `where`: it is not UTF-8.
[[nodiscard]] inline std::string json_quoted(const std::string& text, std::string_view where) {
    const nlohmann::json value(text);
    std::string quoted = value.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace); // strict would throw
    check(nlohmann::json::parse(quoted, nullptr, false) == value, where, ": a name is not UTF-8");
    return quoted;
}

} // namespace detail

} // namespace quanta::interop
