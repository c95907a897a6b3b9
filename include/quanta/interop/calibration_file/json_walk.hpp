// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include <quanta/core/contracts.hpp>
#include <quanta/interop/json_characters.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// One step from the outermost value of a JSON text inwards: the key of a member, or the place of an element.
struct json_step {
    std::string key;
    std::size_t index = 0;
    bool is_element = false;
};
using json_path = std::span<const json_step>;

/// A value that is neither an object nor an array; whole numbers are doubles too.
using json_scalar = std::variant<std::monostate, bool, double, std::string>;

/// Reads a JSON text once, from first to last, and shows it to a visitor without building it, so that neither depth nor
/// length of a hostile text costs memory:
///
///     void value(json_path, json_scalar&&);     // each scalar
///     void leave(json_path, bool is_object);    // each object and array, when it ends
///
/// Errors begin with the file and the line: no JSON, more than 16 values inside each other, what the visitor refuses with
/// `check_here`. Nothing here is recursive.
template <class Visitor>
class json_walk {
public:
    json_walk(std::string_view text, std::string_view file) : text_(text), file_(file), reading_{text.data()} {}

    void run(Visitor& visitor) {
        visitor_ = &visitor;
        const char* const end = text_.data() + text_.size();
        const bool whole =
            nlohmann::json::sax_parse(json_characters(text_.data(), reading_), json_characters(end, reading_), this);
        check_here(whole, "the text is no JSON");
    }

    template <class... Parts>
    void check_here(bool condition, const Parts&... parts) const {
        if (!condition) [[unlikely]]
            fail(file_, ": line ", 1 + std::count(text_.data(), reading_.furthest, '\n'), ": ", parts...);
    }

    // The parser's events, under the names that it calls.
    bool null() { return put(std::monostate()); }
    bool boolean(bool value) { return put(value); }
    bool number_integer(nlohmann::json::number_integer_t value) { return put(static_cast<double>(value)); }
    bool number_unsigned(nlohmann::json::number_unsigned_t value) { return put(static_cast<double>(value)); }
    bool number_float(nlohmann::json::number_float_t value, const std::string&) { return put(value); }
    bool string(std::string& value) { return put(std::move(value)); }
    bool binary(nlohmann::json::binary_t&) { return false; } // text has none
    bool start_object(std::size_t) { return open(true); }
    bool start_array(std::size_t) { return open(false); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        path_.back().key = std::move(name);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) { return false; }

private:
    static constexpr std::size_t largest_depth = 16;

    bool put(json_scalar value) {
        visitor_->value(path_, std::move(value));
        return next();
    }
    bool open(bool is_object) {
        check_here(path_.size() < largest_depth, "objects and arrays in each other more than ", largest_depth, " deep");
        path_.push_back({{}, 0, !is_object});
        return true;
    }
    bool close() {
        const bool is_object = !path_.back().is_element;
        path_.pop_back();
        visitor_->leave(path_, is_object);
        return next();
    }
    /// A value has ended: its successor in an array has the next place.
    bool next() {
        if (!path_.empty()) ++path_.back().index;
        return true;
    }

    std::string_view text_, file_;
    json_reading reading_;
    Visitor* visitor_ = nullptr;
    std::vector<json_step> path_;
};

} // namespace detail

} // namespace quanta::interop
