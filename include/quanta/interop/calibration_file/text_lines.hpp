// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include <quanta/core/contracts.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// The lines of a text from first to last, without their ends (LF, or CR LF). Errors begin with the file and the line.
class text_lines {
public:
    text_lines(std::string_view text, std::string_view file) : rest_(text), file_(file) {}

    /// Goes to the next line; false behind the last.
    [[nodiscard]] bool next() {
        if (rest_.empty()) return false;
        const std::size_t end = rest_.find('\n');
        line_ = rest_.substr(0, end);
        if (line_.ends_with('\r')) line_.remove_suffix(1);
        rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + 1);
        ++number_;
        return true;
    }

    [[nodiscard]] std::string_view line() const { return line_; }

    template <class... Parts>
    void check_here(bool condition, const Parts&... parts) const {
        if (!condition) [[unlikely]]
            fail(file_, ": line ", number_, ": ", parts...);
    }

private:
    std::string_view rest_, file_, line_;
    std::size_t number_ = 0;
};

} // namespace detail

} // namespace quanta::interop
