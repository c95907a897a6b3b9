// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <string_view>

#include <quanta/core/contracts.hpp>

namespace quanta::inline QUANTA_ABI {

/// The largest number of bytes or elements that anything can have: pointers into it still have differences.
inline constexpr std::size_t largest_size = std::numeric_limits<std::ptrdiff_t>::max();

/// a * b. Error if it is more than `largest_size`; `what` names what has that size.
[[nodiscard]] constexpr std::size_t checked_product(std::string_view what, std::size_t a, std::size_t b) {
    std::size_t product = 0;
    if (__builtin_mul_overflow(a, b, &product) || product > largest_size)
        fail(what, ": ", a, " * ", b, " is more than the ", largest_size, " that memory can hold");
    return product;
}

} // namespace quanta
