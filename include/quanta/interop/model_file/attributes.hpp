// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <quanta/graph/label.hpp>
#include <quanta/graph/operation.hpp>
#include <quanta/interop/model_file/json_cursor.hpp>
#include <quanta/interop/model_file/real_text.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

// The attributes of each operation, once for both directions: `each(key, member)` writes or reads one.

template <class Visitor, class Window>
void visit_window(Visitor& each, Window& window) {
    each("kernel", window.kernel);
    each("stride", window.stride);
    each("padding", window.padding);
    each("dilation", window.dilation);
}

template <class Visitor, class Operation>
void visit_attributes(Visitor& each, Operation& what) {
    using namespace graph::operations;
    using operation = std::remove_const_t<Operation>;
    if constexpr (requires { what.window; }) visit_window(each, what.window);
    if constexpr (std::is_same_v<operation, conv2d>) {
        each("groups", what.groups);
    } else if constexpr (std::is_same_v<operation, conv2d_transpose>) {
        each("output_padding", what.output_padding);
    } else if constexpr (std::is_same_v<operation, average_pool2d>) {
        each("counts_padding", what.counts_padding);
    } else if constexpr (std::is_same_v<operation, batch_norm>) {
        each("epsilon", what.epsilon);
        each("momentum", what.momentum);
    } else if constexpr (std::is_same_v<operation, elementwise>) {
        each("function", what.what);
        each("lowest", what.lowest);
        each("highest", what.highest);
        each("name", what.name);
    } else if constexpr (std::is_same_v<operation, resize>) {
        each("size", what.size);
        each("method", what.method);
    } else {
        static_assert(std::is_empty_v<operation> || std::is_same_v<operation, max_pool2d>,
                      "quanta: the attributes of this operation are missing in model_file/attributes.hpp");
    }
}

inline constexpr std::string_view interpolation_names[] = {"nearest", "bilinear"};

[[nodiscard]] inline std::array<std::string_view, 9> function_names() {
    std::array<std::string_view, 9> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = graph::name(static_cast<graph::function>(i));
    return names;
}

/// Writes attributes into an object. Errors, which begin with `where`: NaN, a value that its
/// enumeration does not have.
class attribute_writer {
public:
    attribute_writer(json& object, std::string_view where) : object_(object), where_(where) {}

    void operator()(const char* key, const op::size2d& size) { object_[key] = {size.height, size.width}; }
    void operator()(const char* key, const op::padding2d& p) { object_[key] = {p.top, p.left, p.bottom, p.right}; }
    void operator()(const char* key, const std::size_t& value) { object_[key] = value; }
    void operator()(const char* key, const bool& value) { object_[key] = value; }
    void operator()(const char* key, const float& value) { object_[key] = real_text(value, text(where_, ": ", key)); }
    void operator()(const char* key, const graph::function& value) { put_choice(key, value, function_names()); }
    void operator()(const char* key, const graph::interpolation& value) { put_choice(key, value, interpolation_names); }
    void operator()(const char* key, const std::string& value) {
        if (!value.empty()) object_[key] = value;
    }

private:
    template <class Enumeration>
    void put_choice(const char* key, Enumeration value, std::span<const std::string_view> names) {
        const auto index = static_cast<std::size_t>(value);
        check(index < names.size(), where_, ": ", key, " ", index, " is none of the ", names.size(), " known");
        object_[key] = names[index];
    }

    json& object_;
    std::string_view where_;
};

/// Reads attributes from an object. Errors: one is missing or has another type.
class attribute_reader {
public:
    explicit attribute_reader(const json_cursor& object) : object_(object) {}

    void operator()(std::string_view key, op::size2d& size) {
        const json_cursor pair = object_[key];
        pair.check_size(2);
        size = {pair[0].natural(), pair[1].natural()};
    }
    void operator()(std::string_view key, op::padding2d& padding) {
        const json_cursor sides = object_[key];
        sides.check_size(4);
        padding = {sides[0].natural(), sides[1].natural(), sides[2].natural(), sides[3].natural()};
    }
    void operator()(std::string_view key, std::size_t& value) { value = object_[key].natural(); }
    void operator()(std::string_view key, bool& value) { value = object_[key].boolean(); }
    void operator()(std::string_view key, float& value) { value = object_[key].real(); }
    void operator()(std::string_view key, graph::function& value) {
        value = static_cast<graph::function>(object_[key].choice(function_names()));
    }
    void operator()(std::string_view key, graph::interpolation& value) {
        value = static_cast<graph::interpolation>(object_[key].choice(interpolation_names));
    }
    void operator()(std::string_view key, std::string& value) {
        if (const auto found = object_.find(key)) value = found->name();
    }

private:
    const json_cursor& object_;
};

/// Collects the keys that an operation's attributes have.
struct attribute_keys {
    std::vector<std::string_view> keys;
    template <class Member>
    void operator()(std::string_view key, const Member&) {
        keys.push_back(key);
    }
};

/// The attributes of an operation; an empty object for those without.
[[nodiscard]] inline json attributes_json(const graph::operation& what, std::string_view where) {
    json object = json::object();
    attribute_writer writer(object, where);
    std::visit([&](const auto& each) { visit_attributes(writer, each); }, what);
    return object;
}

/// An operation of each kind, in the variant's order.
template <std::size_t... Indices>
[[nodiscard]] graph::operation operation_at(std::size_t index, std::index_sequence<Indices...>) {
    using maker = graph::operation (*)();
    static constexpr maker makers[] = {[] {
        return graph::operation(std::in_place_index<Indices>, std::variant_alternative_t<Indices, graph::operation>{});
    }...};
    return makers[index]();
}

/// The operation that a node of the header names, with its attributes; they are checked for their types here, for their
/// sense by `graph::infer_shape`.
[[nodiscard]] inline graph::operation read_operation(const json_cursor& node) {
    using all = std::make_index_sequence<std::variant_size_v<graph::operation>>;
    static const auto names = []<std::size_t... I>(std::index_sequence<I...> indices) {
        return std::array{graph::name(operation_at(I, indices))...};
    }
    (all{});
    graph::operation what = operation_at(node["operation"].choice(names), all{});
    const json_cursor attributes = node["attributes"];
    std::visit(
        [&](auto& each) {
            attribute_keys known;
            visit_attributes(known, each);
            attributes.only(known.keys);
            attribute_reader reader(attributes);
            visit_attributes(reader, each);
        },
        what);
    return what;
}

} // namespace detail

} // namespace quanta::interop
