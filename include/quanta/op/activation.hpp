// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

#include <quanta/isa/target.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// What an operator does to its results before they are stored: it clamps them to [lowest, highest], in reals.
struct activation {
    float lowest = -std::numeric_limits<float>::infinity();
    float highest = std::numeric_limits<float>::infinity();

    static const activation none, relu, relu6;

    [[nodiscard]] friend constexpr bool operator==(const activation&, const activation&) = default;
};

inline constexpr activation activation::none{};
inline constexpr activation activation::relu{.lowest = 0};
inline constexpr activation activation::relu6{.lowest = 0, .highest = 6};

} // namespace quanta::op
