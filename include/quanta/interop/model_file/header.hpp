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
#include <quanta/interop/in_quotes.hpp>
#include <quanta/interop/json_characters.hpp>
#include <quanta/interop/model_file/header_value.hpp>
#include <quanta/interop/model_file/prologue.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

using json = nlohmann::json;

/// Objects and arrays inside each other; the format itself needs five.
inline constexpr std::size_t largest_depth = 16;

/// Values of a header, objects and arrays among them: in memory each takes some 100 bytes, however short its text is.
inline constexpr std::size_t most_values = std::size_t{1} << 20;

/// Builds a JSON value from a parser's events; refuses what is nested deeper than `largest_depth`, more than
/// `most_values`, keys that occur twice in one object, and what is no JSON. Nothing here is recursive. `offset` is
/// where the text stands in the file.
class header_builder {
public:
    header_builder(std::string_view file, std::size_t offset) : file_(file), offset_(offset) {}

    [[nodiscard]] header_value take() { return std::move(root_); }

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
        if (open_.empty()) return &(root_.json = std::move(value));
        if (open_.back()->is_object()) return &(*member_ = std::move(value));
        auto& elements = open_.back()->get_ref<json::array_t&>();
        if (elements.size() == elements.capacity()) // an eighth more, not twice as many: two characters make 16 bytes
            elements.reserve(elements.size() + elements.size() / 8 + 4);
        return &elements.emplace_back(std::move(value));
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
    header_value root_;
    std::size_t values_ = 0;
    std::vector<json*> open_; // each inside the one before
    json* member_ = nullptr;  // of the innermost object, whose key was read last
};

/// The JSON text that stands at `offset` of the file.
[[nodiscard]] inline header_value parse_header(std::span<const std::byte> bytes, std::size_t offset,
                                               std::string_view file) {
    const auto* begin = reinterpret_cast<const char*>(bytes.data());
    header_builder builder(file, offset);
    json_reading reading{begin};
    const bool whole =
        json::sax_parse(json_characters(begin, reading), json_characters(begin + bytes.size(), reading), &builder);
    check(whole, file, ": offset ", offset, ": the header is no JSON text of UTF-8");
    return builder.take();
}

} // namespace detail

} // namespace quanta::interop
