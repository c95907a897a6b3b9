// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <quanta/core/checked_size.hpp>
#include <quanta/core/contracts.hpp>
#include <quanta/graph/attributes.hpp>

namespace quanta::graph::inline QUANTA_ABI {

/// The most axes that a shape can have.
inline constexpr std::size_t largest_rank = 8;

/// As messages show it: "(28, 28, 1)"; beyond `largest_rank` axes only their number.
[[nodiscard]] inline std::string shape_text(const shape& extents) {
    if (extents.size() > largest_rank) return text("of ", extents.size(), " axes");
    std::string joined = "(";
    for (const std::size_t extent : extents) joined += text(joined.size() > 1 ? ", " : "", extent);
    return joined + ")";
}

/// Number of values of a sample. Errors, which begin with `where`: no axis or more than `largest_rank`, an extent of zero,
/// more floats than memory could hold.
[[nodiscard]] inline std::size_t element_count(std::string_view where, const shape& extents) {
    check(!extents.empty() && extents.size() <= largest_rank, where, ": a shape with ", extents.size(),
          " axes, it must have 1 to ", largest_rank);
    std::size_t count = 1;
    for (const std::size_t extent : extents) {
        check(extent > 0, where, ": the shape ", shape_text(extents), " has an axis of zero");
        count = checked_product(where, count, extent);
    }
    static_cast<void>(checked_product(where, count, sizeof(float)));
    return count;
}

} // namespace quanta::graph
