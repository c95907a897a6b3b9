// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <quanta/core/contracts.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// A float as C's %a writes it, in the fewest digits: "0x1.8p-3", "-0x0p+0", "inf", "-inf". Exact. Error: NaN, at
/// `where`.
[[nodiscard]] inline std::string real_text(float value, std::string_view where) {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    check(value >= -infinity && value <= infinity, where, ": NaN, where a number is needed");
    if (value == infinity || value == -infinity) return value > 0 ? "inf" : "-inf";
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::hex);
    std::string_view plain(digits, static_cast<std::size_t>(end.ptr - digits));
    const bool negative = plain.starts_with('-');
    if (negative) plain.remove_prefix(1);
    return text(negative ? "-0x" : "0x", plain);
}

/// The part of `written` before its first `mark`, which is taken away with it; all of it where there is none.
[[nodiscard]] inline std::string_view cut(std::string_view& written, char mark) {
    const std::size_t end = written.find(mark);
    const std::string_view part = written.substr(0, end);
    written = end == std::string_view::npos ? std::string_view{} : written.substr(end + 1);
    return part;
}

/// The number that all of `written` is, in base 16 or 10; nothing if it is none.
template <class Integer>
[[nodiscard]] std::optional<Integer> integer_of(std::string_view written, int base) {
    Integer value = 0;
    const auto end = std::from_chars(written.data(), written.data() + written.size(), value, base);
    if (end.ec != std::errc() || end.ptr != written.data() + written.size()) return std::nullopt;
    return value;
}

/// The float that such a text stands for, whatever the number of its digits; nothing if there is none.
[[nodiscard]] inline std::optional<float> real_of(std::string_view written) {
    const double sign = written.starts_with('-') ? -1 : 1;
    if (sign < 0) written.remove_prefix(1);
    if (written == "inf") return static_cast<float>(sign * std::numeric_limits<double>::infinity());
    if (!written.starts_with("0x")) return std::nullopt;
    written.remove_prefix(2);

    std::string_view significand = cut(written, 'p'), exponent_text = written;
    const std::string_view whole = cut(significand, '.'), fraction = significand;
    if (exponent_text.starts_with('+') && !exponent_text.starts_with("+-")) exponent_text.remove_prefix(1);
    const auto digits = integer_of<std::uint64_t>(text(whole, fraction), 16);
    const auto exponent = integer_of<int>(exponent_text, 10);
    constexpr std::uint64_t exact = std::uint64_t{1} << std::numeric_limits<double>::digits;
    if (whole.empty() || !digits || *digits > exact || !exponent || *exponent < -4096 || *exponent > 4096)
        return std::nullopt;

    const double value = std::ldexp(static_cast<double>(*digits), *exponent - 4 * static_cast<int>(fraction.size()));
    if (value > static_cast<double>(std::numeric_limits<float>::max())) return std::nullopt;
    const auto nearest = static_cast<float>(value);
    if (static_cast<double>(nearest) != value) return std::nullopt;
    return static_cast<float>(sign) * nearest;
}

} // namespace detail

} // namespace quanta::interop
