// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <quanta/core/contracts.hpp>
#include <quanta/core/float_functions.hpp>
#include <quanta/graph/node.hpp>
#include <quanta/graph/shape.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// The parameter of that role, null if there is none.
[[nodiscard]] inline const parameter* find_parameter(std::span<const parameter> parameters, std::string_view role) {
    for (const parameter& each : parameters)
        if (each.name == role) return &each;
    return nullptr;
}
[[nodiscard]] inline parameter* find_parameter(std::span<parameter> parameters, std::string_view role) {
    for (parameter& each : parameters)
        if (each.name == role) return &each;
    return nullptr;
}
[[nodiscard]] inline parameter* find_parameter(std::vector<parameter>& parameters, std::string_view role) {
    return find_parameter(std::span(parameters), role);
}

/// The values of that role, none if there is no such parameter.
[[nodiscard]] inline std::span<const float> values_of(std::span<const parameter> parameters, std::string_view role) {
    const parameter* found = find_parameter(parameters, role);
    return found == nullptr ? std::span<const float>{} : std::span<const float>(found->values);
}

/// Error, which begins with `where`, unless there are as many values as the extents say.
inline void check_value_counts(std::string_view where, std::span<const parameter> parameters) {
    for (const parameter& each : parameters) {
        const std::size_t expected = element_count(where, each.extents);
        check(each.values.size() == expected, where, ": ", each.name, " ", shape_text(each.extents), " with ",
              each.values.size(), " values, expected are ", expected);
    }
}

/// The same, and errors unless all values are finite and no variance is negative.
inline void check_values(std::string_view where, std::span<const parameter> parameters) {
    check_value_counts(where, parameters);
    for (const parameter& each : parameters) {
        const bool is_variance = each.name == "variance";
        for (std::size_t i = 0; i < each.values.size(); ++i) {
            check(is_finite(each.values[i]), where, ": ", each.name, "[", i, "] is ", each.values[i],
                  ", it must be finite");
            check(!is_variance || each.values[i] >= 0, where, ": variance[", i, "] is ", each.values[i],
                  ", it must not be negative");
        }
    }
}

} // namespace quanta::graph
