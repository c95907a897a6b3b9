// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <quanta/core/contracts.hpp>
#include <quanta/graph/shape.hpp>
#include <quanta/interop/model_file/header.hpp>
#include <quanta/interop/model_file/real_text.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// The largest integer of a header: above it a reader that holds numbers as doubles would round.
inline constexpr std::size_t largest_natural = (std::size_t{1} << 53) - 1;

/// The longest name of a tensor, node, function or parameter, in bytes.
inline constexpr std::size_t longest_name = 1024;

/// A value of the header and the path to it. What is read is checked for its type and limits; errors begin with the
/// path, a JSONPath as in "net.quanta: $.nodes[3].attributes.groups".
class json_cursor {
public:
    /// `strict`: keys that this program does not know are errors; in files of a newer minor version they are not.
    json_cursor(const json& value, std::string path, bool strict)
        : value_(&value), path_(std::move(path)), strict_(strict) {}

    [[nodiscard]] const std::string& path() const { return path_; }

    template <class... Parts>
    [[noreturn]] void fail_here(const Parts&... parts) const {
        fail(path_, ": ", parts...);
    }
    template <class... Parts>
    void check_here(bool condition, const Parts&... parts) const {
        if (!condition) [[unlikely]]
            fail_here(parts...);
    }

    /// An object that has no other keys.
    void only(std::initializer_list<std::string_view> known) const { only(std::span(known.begin(), known.size())); }
    void only(std::span<const std::string_view> known) const {
        check_here(value_->is_object(), "must be an object, not ", type());
        if (!strict_) return;
        for (auto member = value_->begin(); member != value_->end(); ++member)
            if (std::find(known.begin(), known.end(), member.key()) == known.end())
                fail_here("unknown key ", in_quotes(member.key()));
    }

    [[nodiscard]] std::optional<json_cursor> find(std::string_view key) const {
        check_here(value_->is_object(), "must be an object, not ", type());
        const auto member = value_->find(key);
        if (member == value_->end()) return std::nullopt;
        return json_cursor(*member, text(path_, ".", key), strict_);
    }
    [[nodiscard]] json_cursor operator[](std::string_view key) const {
        auto member = find(key);
        check_here(member.has_value(), "the key \"", key, "\" is missing");
        return *std::move(member);
    }

    /// Elements of an array.
    [[nodiscard]] std::size_t size() const {
        check_here(value_->is_array(), "must be an array, not ", type());
        return value_->size();
    }
    [[nodiscard]] json_cursor operator[](std::size_t index) const {
        return {(*value_)[index], text(path_, "[", index, "]"), strict_};
    }
    void check_size(std::size_t expected) const {
        check_here(size() == expected, size(), " elements, expected are ", expected);
    }

    /// An integer of 0 to `highest`.
    [[nodiscard]] std::size_t natural(std::size_t highest = largest_natural) const {
        if (!value_->is_number_unsigned()) fail_here("must be an integer of at least 0, not ", shown());
        const auto value = *value_->get_ptr<const json::number_unsigned_t*>();
        check_here(value <= highest, value, " is more than ", highest);
        return static_cast<std::size_t>(value);
    }
    [[nodiscard]] std::int32_t integer(std::int32_t lowest, std::int32_t highest) const {
        if (!value_->is_number_integer()) fail_here("must be an integer, not ", shown());
        constexpr json::number_unsigned_t beyond = 1ULL << 32;
        const std::int64_t value =
            value_->is_number_unsigned()
                ? static_cast<std::int64_t>(std::min(*value_->get_ptr<const json::number_unsigned_t*>(), beyond))
                : *value_->get_ptr<const json::number_integer_t*>();
        if (value < lowest || value > highest) fail_here(shown(), " is not in [", lowest, ", ", highest, "]");
        return static_cast<std::int32_t>(value);
    }
    [[nodiscard]] bool boolean() const {
        if (!value_->is_boolean()) fail_here("must be true or false, not ", shown());
        return *value_->get_ptr<const json::boolean_t*>();
    }
    [[nodiscard]] const std::string& string() const {
        if (!value_->is_string()) fail_here("must be a string, not ", shown());
        return *value_->get_ptr<const std::string*>();
    }
    /// A string of 1 to `longest` bytes.
    [[nodiscard]] const std::string& name(std::size_t longest = longest_name) const {
        check_here(!string().empty(), "is empty");
        check_here(string().size() <= longest, "a name of ", string().size(), " bytes, at most ", longest);
        return string();
    }
    /// A float as a hexadecimal string (see `real_text`).
    [[nodiscard]] float real() const {
        const auto value = real_of(string());
        if (!value) fail_here(in_quotes(string()), " is no hexadecimal float of 32 bits such as 0x1.8p-3 or -inf");
        return *value;
    }
    /// Extents of a tensor, of one sample. Errors further: those of `graph::element_count`.
    [[nodiscard]] graph::shape extents() const {
        check_here(size() >= 1 && size() <= graph::largest_rank, size(), " axes, it must be 1 to ",
                   graph::largest_rank);
        graph::shape read;
        for (std::size_t i = 0; i < size(); ++i) read.push_back((*this)[i].natural());
        static_cast<void>(graph::element_count(path_, read));
        return read;
    }
    /// Which of the names the string is.
    [[nodiscard]] std::size_t choice(std::span<const std::string_view> names) const {
        const auto found = std::find(names.begin(), names.end(), string());
        if (found == names.end())
            fail_here(in_quotes(string()), " is not known to version ", model_file_major, ".", model_file_minor,
                      ", which has ", joined(names));
        return static_cast<std::size_t>(std::distance(names.begin(), found));
    }

private:
    [[nodiscard]] std::string_view type() const { return value_->type_name(); }
    /// A number as it is, of anything else its type.
    [[nodiscard]] std::string shown() const {
        return value_->is_number() ? value_->dump() : std::string(value_->type_name());
    }
    [[nodiscard]] static std::string joined(std::span<const std::string_view> names) {
        std::string list;
        for (const std::string_view name : names) list += text(list.empty() ? "" : ", ", name);
        return list;
    }

    const json* value_;
    std::string path_;
    bool strict_;
};

} // namespace detail

} // namespace quanta::interop
