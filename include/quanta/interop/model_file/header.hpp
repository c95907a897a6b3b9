// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <quanta/core/contracts.hpp>
#include <quanta/interop/model_file/prologue.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

using json = nlohmann::json;

/// Objects and arrays inside each other; the format itself needs five.
inline constexpr std::size_t largest_depth = 16;

/// Values of a header, objects and arrays among them: in memory each takes some 100 bytes, however short its text is.
inline constexpr std::size_t most_values = std::size_t{1} << 20;

/// Text of a file as messages show it: in quotes, cut off where it is long, without control characters.
[[nodiscard]] inline std::string in_quotes(std::string_view found) {
    constexpr std::size_t longest = 64;
    std::string shown = text("'", found.substr(0, longest), found.size() > longest ? "...'" : "'");
    for (char& each : shown)
        if (static_cast<unsigned char>(each) < ' ' || each == 0x7f) each = '?';
    return shown;
}

/// Builds a JSON value from a parser's events; refuses what is nested deeper than `largest_depth`, more than
/// `most_values`, keys that occur twice in one object, and what is no JSON. Nothing here is recursive. `offset` is
/// where the text stands in the file.
class header_builder {
public:
    header_builder(std::string_view file, std::size_t offset) : file_(file), offset_(offset) {}

    [[nodiscard]] json take() { return std::move(root_); }

    // The parser's events, under the names that it calls.
    bool null() { return put(nullptr); }
    bool boolean(bool value) { return put(value); }
    bool number_integer(json::number_integer_t value) { return put(value); }
    bool number_unsigned(json::number_unsigned_t value) { return put(value); }
    bool number_float(json::number_float_t value, const std::string&) { return put(value); }
    bool string(std::string& value) { return put(std::move(value)); }
    bool binary(json::binary_t&) { return false; } // text has none
    bool start_object(std::size_t) { return open(json::object()); }
    bool start_array(std::size_t) { return open(json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string& name) {
        const auto [member, is_new] = open_.back()->emplace(name, nullptr);
        if (!is_new) fail(file_, ": header: the key ", in_quotes(name), " occurs twice in one object");
        member_ = &*member;
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const json::exception&) {
        fail(file_, ": offset ", offset_ + position - (position > 0), ": the header is no JSON text of UTF-8");
    }

private:
    json* place(json&& value) {
        check(++values_ <= most_values, file_, ": header: more than ", most_values, " values");
        if (open_.empty()) return &(root_ = std::move(value));
        if (open_.back()->is_object()) return &(*member_ = std::move(value));
        open_.back()->push_back(std::move(value));
        return &open_.back()->back();
    }
    bool put(json value) {
        place(std::move(value));
        return true;
    }
    bool open(json value) {
        check(open_.size() < largest_depth, file_, ": header: objects and arrays in each other ", open_.size() + 1,
              " deep, at most ", largest_depth);
        open_.push_back(place(std::move(value)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    std::string_view file_;
    std::size_t offset_;
    json root_;
    std::size_t values_ = 0;
    std::vector<json*> open_; // each inside the one before
    json* member_ = nullptr;  // of the innermost object, whose key was read last
};

/// The JSON text that stands at `offset` of the file.
[[nodiscard]] inline json parse_header(std::span<const std::byte> bytes, std::size_t offset, std::string_view file) {
    const auto* begin = reinterpret_cast<const char*>(bytes.data());
    header_builder builder(file, offset);
    const bool whole = json::sax_parse(begin, begin + bytes.size(), &builder);
    check(whole, file, ": offset ", offset, ": the header is no JSON text of UTF-8");
    return builder.take();
}

} // namespace detail

} // namespace quanta::interop
