// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <quanta/graph/node.hpp>
#include <quanta/interop/model_file/array_reader.hpp>
#include <quanta/interop/model_file/attributes.hpp>
#include <quanta/interop/model_file/file_writer.hpp>
#include <quanta/interop/user_function.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

// What the nodes of float and of quantized models have in common.

/// The longest list of tensors: the operands of a node, the inputs and outputs of a graph.
inline constexpr std::size_t most_ids = std::size_t{1} << 16;

/// Error, which begins with `where`: more than `most_ids`.
[[nodiscard]] inline json ids_json(std::span<const graph::tensor_id> ids, std::string_view where) {
    check(ids.size() <= most_ids, where, ": a list of ", ids.size(), " tensors, at most ", most_ids);
    json indices = json::array();
    for (const graph::tensor_id id : ids) indices.push_back(id.index);
    return indices;
}

/// Tensors, of which there are `count` to choose from.
[[nodiscard]] inline std::vector<graph::tensor_id> read_ids(const json_cursor& list, std::size_t count) {
    list.check_here(list.size() <= most_ids, list.size(), " tensors, at most ", most_ids);
    std::vector<graph::tensor_id> ids;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::size_t index = list[i].natural();
        list[i].check_here(index < count, "tensor ", index, ", and there are ", count, " at this place");
        ids.push_back({index});
    }
    return ids;
}

/// As `read_ids`. Error further: a tensor that is named twice.
[[nodiscard]] inline std::vector<graph::tensor_id> read_distinct_ids(const json_cursor& list, std::size_t count) {
    const std::vector<graph::tensor_id> ids = read_ids(list, count);
    std::set<std::size_t> seen;
    for (std::size_t i = 0; i < ids.size(); ++i)
        list[i].check_here(seen.insert(ids[i].index).second, "tensor ", ids[i].index, " is named twice");
    return ids;
}

/// Names of which none may occur twice.
class distinct_names {
public:
    void insert(const json_cursor& name) {
        name.check_here(names_.insert(name.name()).second, "'", name.name(), "' is the name of another already");
    }

private:
    std::set<std::string> names_;
};

/// Error, which begins with `source`, unless `name` has 1 to `longest_name` bytes.
[[nodiscard]] inline const std::string& checked_name(std::string_view source, const std::string& name) {
    check(!name.empty() && name.size() <= longest_name, source, ": the name ", in_quotes(name), " of ", name.size(),
          " bytes, it must have 1 to ", longest_name);
    return name;
}

/// The members that every node has. Errors begin with `where`.
[[nodiscard]] inline json node_json(const std::string& name, const graph::operation& what,
                                    std::span<const graph::tensor_id> inputs, graph::tensor_id output,
                                    std::string_view where) {
    const auto* each = std::get_if<graph::operations::elementwise>(&what);
    const bool is_user = each != nullptr && each->what == graph::function::user;
    check(!is_user || !each->name.empty(), where,
          ": a function of the user's own must have a name, which stands for it in files");
    if (each != nullptr && !each->name.empty()) static_cast<void>(checked_name(where, each->name));
    json node = json::object();
    node["name"] = checked_name(where, name);
    node["operation"] = graph::name(what);
    node["attributes"] = attributes_json(what, where);
    node["inputs"] = ids_json(inputs, where);
    node["output"] = output.index;
    return node;
}

/// Gives a user's function its code. Error if `functions` has none of its name, unless it `may_stay` without.
inline void resolve(const json_cursor& node, graph::operation& what, std::span<const user_function> functions,
                    bool may_stay) {
    auto* each = std::get_if<graph::operations::elementwise>(&what);
    if (each == nullptr || each->what != graph::function::user) return;
    node["attributes"].check_here(!each->name.empty(), "a function of the user's own without a name");
    const auto found = std::find_if(functions.begin(), functions.end(),
                                    [&](const user_function& given) { return given.name == each->name; });
    const bool is_known = found != functions.end() && found->evaluate != nullptr;
    node["attributes"].check_here(is_known || may_stay, "the code of the function '", each->name, "' is not among the ",
                                  functions.size(), " functions that load_options give");
    if (!is_known) return;
    each->evaluate = found->evaluate;
    each->derivative = found->derivative;
}

/// Adds float parameters as arrays; gives their roles.
[[nodiscard]] inline json write_parameters(const std::string& node, std::span<const graph::parameter> parameters,
                                           file_writer& file) {
    json roles = json::array();
    for (const graph::parameter& each : parameters) {
        const std::string name = text(node, ".", checked_name(file.source(), each.name));
        for (std::size_t i = 0; i < each.values.size(); ++i)
            if (!is_finite(each.values[i]))
                fail(file.source(), ": array '", name, "': value ", each.values[i], " at index ", i, " is not finite");
        file.add_words<float>(name, array_type::f32, each.extents, each.values);
        roles.push_back(each.name);
    }
    return roles;
}

/// The parameters of these roles. Errors of `array_reader::take_parameter`; a role with a dot, which ends the node's
/// name.
[[nodiscard]] inline std::vector<graph::parameter> read_parameters(const json_cursor& roles, std::string_view node,
                                                                   array_reader& arrays) {
    std::vector<graph::parameter> parameters;
    for (std::size_t i = 0; i < roles.size(); ++i) {
        const json_cursor role = roles[i];
        role.check_here(role.name().find('.') == std::string::npos, "'", role.name(), "' has a dot");
        parameters.push_back(arrays.take_parameter(role, node, role.name()));
    }
    return parameters;
}

} // namespace detail

} // namespace quanta::interop
