// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <iterator>

#include <quanta/isa/target.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// How far a text was read.
struct json_reading {
    const char* furthest; ///< the last character that was read
    bool is_in_string = false, is_escaped = false;

    void take(const char* character) {
        furthest = character;
        if (!is_escaped && *character == '"') is_in_string = !is_in_string;
        is_escaped = is_in_string && !is_escaped && *character == '\\';
    }
};

/// The characters of a text as an iterator that tells how far a parser has come, which nlohmann-json's does not. Space of
/// every kind between values is a blank: the parser makes eight characters of a line end when it puts together a message.
class json_characters {
public:
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = char;
    using iterator_category = std::input_iterator_tag;

    json_characters(const char* here, json_reading& reading) : here_(here), reading_(&reading) {}
    char operator*() const {
        const bool is_space = *here_ == '\n' || *here_ == '\r' || *here_ == '\t';
        return is_space && !reading_->is_in_string ? ' ' : *here_;
    }
    json_characters& operator++() {
        reading_->take(here_++);
        return *this;
    }
    json_characters operator++(int) {
        const json_characters before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const json_characters& a, const json_characters& b) { return a.here_ == b.here_; }

private:
    const char* here_;
    json_reading* reading_;
};

} // namespace detail

} // namespace quanta::interop
