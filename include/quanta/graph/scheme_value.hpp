// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include <quanta/calibrator.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/core/diagnostics.hpp>
#include <quanta/core/integer_formats.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/recipe.hpp>
#include <quanta/tensor/granularity.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// An integer format known at run time only.
struct format_value {
    std::string_view name;
    int lowest, highest, bits;
    [[nodiscard]] constexpr bool is_signed() const { return lowest < 0; }
    [[nodiscard]] friend constexpr bool operator==(const format_value&, const format_value&) = default;
};

template <IntegerFormat Format>
inline constexpr format_value format_value_of{Format::name, Format::lowest, Format::highest, Format::bits};

/// Every integer format of the library.
inline constexpr std::array known_formats{
    format_value_of<uint8>, format_value_of<int8>,    format_value_of<int8_narrow>, format_value_of<uint7>,
    format_value_of<int7>,  format_value_of<int4>,    format_value_of<int4_narrow>, format_value_of<uint4>,
    format_value_of<int2>,  format_value_of<ternary>, format_value_of<int16>};

/// The library's format of that name, null if there is none.
[[nodiscard]] constexpr const format_value* find_format(std::string_view name) {
    for (const format_value& each : known_formats)
        if (each.name == name) return &each;
    return nullptr;
}

/// What shares a scale: `size` is that of a group, `axis` that of channels.
struct granularity_value {
    enum class kind { tensor, channel, group } what;
    std::size_t axis, size;
    [[nodiscard]] friend constexpr bool operator==(const granularity_value&, const granularity_value&) = default;
};

/// A granularity of the library as a value; the primary template has no answer.
template <Granularity Shared>
struct granularity_value_of {
    static_assert(dependent_false<Shared>,
                  "quanta: a graph knows per_tensor, per_channel<Axis> and per_group<Size>, not this granularity");
};
template <>
struct granularity_value_of<per_tensor> {
    static constexpr granularity_value value{granularity_value::kind::tensor, 0, 0};
};
template <int Axis>
struct granularity_value_of<per_channel<Axis>> {
    static_assert(Axis >= 0, "quanta: a graph counts the axis of per_channel from the first, 0");
    static constexpr granularity_value value{granularity_value::kind::channel, std::size_t{Axis}, 0};
};
template <std::size_t Size>
struct granularity_value_of<per_group<Size>> {
    static constexpr granularity_value value{granularity_value::kind::group, 0, Size};
};

/// A `scheme<...>` known at run time only.
struct scheme_value {
    format_value format;
    bool is_symmetric;
    granularity_value granularity;
    /// What ranges are quantized to.
    [[nodiscard]] constexpr integer_target target() const { return {format.lowest, format.highest, is_symmetric}; }
    [[nodiscard]] friend constexpr bool operator==(const scheme_value&, const scheme_value&) = default;
};

template <Scheme TensorScheme>
inline constexpr scheme_value scheme_value_of{format_value_of<typename TensorScheme::format>,
                                              TensorScheme::is_symmetric,
                                              granularity_value_of<typename TensorScheme::granularity>::value};

/// As messages show it: "symmetric int8_narrow per channel of axis 0".
[[nodiscard]] inline std::string scheme_text(const scheme_value& scheme) {
    const granularity_value& shared = scheme.granularity;
    const std::string_view symmetry = scheme.is_symmetric ? "symmetric " : "asymmetric ";
    switch (shared.what) {
    case granularity_value::kind::tensor: return text(symmetry, scheme.format.name, " per tensor");
    case granularity_value::kind::channel:
        return text(symmetry, scheme.format.name, " per channel of axis ", shared.axis);
    default: return text(symmetry, scheme.format.name, " in groups of ", shared.size);
    }
}

} // namespace quanta::graph
