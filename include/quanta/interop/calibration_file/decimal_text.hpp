// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <quanta/core/contracts.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// The nearest number to the decimal one that all of `written` is, or an infinity or NaN written out; nothing if it is
/// none, or beyond what a Real can hold. The same whatever the locale.
template <class Real>
[[nodiscard]] std::optional<Real> decimal_of(std::string_view written) {
    Real value = 0;
    const auto end = std::from_chars(written.data(), written.data() + written.size(), value);
    if (end.ec != std::errc() || end.ptr != written.data() + written.size()) return std::nullopt;
    return value;
}

/// A finite number as Python's `repr` writes it: the fewest digits that read back as the same double, with an exponent
/// only below 1e-4 and from 1e16 on, and ".0" behind a whole number.
[[nodiscard]] inline std::string decimal_text(double value) {
    char characters[32];
    const double magnitude = std::abs(value);
    const bool is_plain = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
    const auto end = std::to_chars(characters, characters + sizeof characters, value,
                                   is_plain ? std::chars_format::fixed : std::chars_format::scientific);
    std::string written(characters, end.ptr);
    if (is_plain && written.find('.') == std::string::npos) written += ".0";
    return written;
}

} // namespace detail

} // namespace quanta::interop
