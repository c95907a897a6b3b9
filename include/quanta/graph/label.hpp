// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/operation.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// The function's name in files and messages; empty for a value that is none of the enumeration's.
[[nodiscard]] inline std::string_view name(function what) {
    static constexpr std::string_view names[] = {"relu", "relu6",      "leaky_relu", "clamp", "sigmoid",
                                                 "tanh", "hard_swish", "gelu",       "user"};
    static_assert(std::size(names) == static_cast<std::size_t>(function::user) + 1);
    const auto index = static_cast<std::size_t>(what);
    return index < std::size(names) ? names[index] : std::string_view{};
}

/// What messages and names made by the library call an operation: that of an elementwise one is its function.
[[nodiscard]] inline std::string_view label(const operation& what) {
    const auto* each = std::get_if<operations::elementwise>(&what);
    return each == nullptr || name(each->what).empty() ? name(what) : name(each->what);
}

/// How errors begin that concern a node: "conv2d 'stem'".
[[nodiscard]] inline std::string where(std::string_view node_name, const operation& what) {
    return text(label(what), " '", node_name, "'");
}

} // namespace quanta::graph
