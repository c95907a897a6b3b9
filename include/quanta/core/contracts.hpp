// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include <quanta/isa/target.hpp>

/// A precondition of a hot function: checked where NDEBUG is not defined, assumed elsewhere.
#if defined(NDEBUG)
#define QUANTA_PRECONDITION(condition) static_cast<void>(0)
#else
#define QUANTA_PRECONDITION(condition) ::quanta::check((condition), "precondition violated: " #condition)
#endif

namespace quanta {

/// Receives the text of an error where exceptions are off; must not return (the program aborts if it does).
using error_handler = void (*)(const char* text);

/// One for the whole program, whatever the flags of its translation units are. Set it with `set_error_handler`.
inline constinit error_handler installed_error_handler = nullptr;

} // namespace quanta

namespace quanta::inline QUANTA_ABI {

/// What every check of the library throws; the text names the value, the limit and the tensor or axis.
/// Translation units with other flags have a class of their own: across them catch `std::invalid_argument`.
class error : public std::invalid_argument {
public:
    using std::invalid_argument::invalid_argument;
};

namespace detail {

inline void append(std::string& text, std::string_view part) { text.append(part); }
inline void append(std::string& text, char part) { text.push_back(part); }

template <class Number>
    requires std::integral<Number> || std::floating_point<Number>
void append(std::string& text, Number part) {
    char digits[64];
    const auto end = std::to_chars(digits, digits + sizeof digits, part);
    text.append(digits, end.ptr);
}

} // namespace detail

/// Joins strings and numbers: `text("depth ", 7)` is "depth 7".
template <class... Parts>
[[nodiscard]] std::string text(const Parts&... parts) {
    std::string joined;
    (detail::append(joined, parts), ...);
    return joined;
}

/// Sets the handler that `fail` calls where exceptions are off (`-fno-exceptions`); null restores print and abort.
inline void set_error_handler(error_handler handler) { installed_error_handler = handler; }

/// Throws `error` with the joined parts; without exceptions calls the handler.
template <class... Parts>
[[noreturn]] void fail(const Parts&... parts) {
#if defined(__cpp_exceptions)
    throw error(text(parts...));
#else
    const std::string message = text(parts...);
    if (installed_error_handler != nullptr)
        installed_error_handler(message.c_str());
    else
        std::fprintf(stderr, "quanta: %s\n", message.c_str());
    std::abort();
#endif
}

/// Fails with the joined parts unless `condition` holds.
template <class... Parts>
void check(bool condition, const Parts&... parts) {
    if (!condition) [[unlikely]]
        fail(parts...);
}

} // namespace quanta
