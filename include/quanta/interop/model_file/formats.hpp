// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <limits>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/core/integer_formats.hpp>
#include <quanta/graph/scheme_value.hpp>
#include <quanta/interop/model_file/json_cursor.hpp>
#include <quanta/params/profile_value.hpp>

namespace quanta::interop::inline QUANTA_ABI {

namespace detail {

/// The formats that files know: those of one byte.
inline constexpr std::array file_formats{graph::format_value_of<uint8>,       graph::format_value_of<int8>,
                                         graph::format_value_of<int8_narrow>, graph::format_value_of<uint7>,
                                         graph::format_value_of<int7>,        graph::format_value_of<int4>,
                                         graph::format_value_of<int4_narrow>, graph::format_value_of<uint4>,
                                         graph::format_value_of<int2>,        graph::format_value_of<ternary>};

inline constexpr auto format_names = [] {
    std::array<std::string_view, file_formats.size()> names;
    std::transform(file_formats.begin(), file_formats.end(), names.begin(), [](const auto& each) { return each.name; });
    return names;
}();

// In the order of `known_profiles`.
inline constexpr auto profile_names = [] {
    std::array<std::string_view, known_profiles.size()> names;
    std::transform(known_profiles.begin(), known_profiles.end(), names.begin(), profile_name);
    return names;
}();

/// Error unless files know the format.
inline void check_format(std::string_view where, const graph::format_value& format) {
    check(std::find(file_formats.begin(), file_formats.end(), format) != file_formats.end(), where, ": the format '",
          format.name, "', integers from ", format.lowest, " to ", format.highest,
          ", is none of those that files know");
}

[[nodiscard]] inline graph::format_value read_format(const json_cursor& name) {
    return file_formats[name.choice(format_names)];
}

// In the order of graph::granularity_value::kind.
inline constexpr std::string_view granularity_names[] = {"tensor", "channel", "group"};

[[nodiscard]] inline json scheme_json(std::string_view where, const graph::scheme_value& scheme) {
    check_format(where, scheme.format);
    const auto kind = static_cast<std::size_t>(scheme.granularity.what);
    check(kind < std::size(granularity_names), where, ": granularity ", kind, " is none of those known");
    json object = json::object();
    object["format"] = scheme.format.name;
    object["symmetric"] = scheme.is_symmetric;
    object["granularity"] = granularity_names[kind];
    object["axis"] = scheme.granularity.axis;
    object["size"] = scheme.granularity.size;
    return object;
}

[[nodiscard]] inline graph::scheme_value read_scheme(const json_cursor& scheme) {
    scheme.only({"axis", "format", "granularity", "size", "symmetric"});
    const auto kind = static_cast<graph::granularity_value::kind>(scheme["granularity"].choice(granularity_names));
    return {read_format(scheme["format"]),
            scheme["symmetric"].boolean(),
            {kind, scheme["axis"].natural(), scheme["size"].natural()}};
}

} // namespace detail

} // namespace quanta::interop
