// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>
#include <variant>

#include <quanta/calibrator.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/recipe.hpp>

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

/// What shares a scale: `size` is that of a group, `axis` that of channels.
struct granularity_value {
    enum class kind { tensor, channel, group } what;
    std::size_t axis, size;
    [[nodiscard]] friend constexpr bool operator==(const granularity_value&, const granularity_value&) = default;
};

/// A `scheme<...>` known at run time only.
struct scheme_value {
    format_value format;
    bool is_symmetric;
    granularity_value granularity;
    [[nodiscard]] friend constexpr bool operator==(const scheme_value&, const scheme_value&) = default;
};

} // namespace quanta::graph
