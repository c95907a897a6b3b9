// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <quanta/isa/target.hpp>

namespace quanta::rule::inline QUANTA_ABI {

/// steps = x * (1 / scale): the reciprocal is one rounded float, and the product another.
struct times_reciprocal {
    static constexpr std::string_view text = "x (1 / s)";
    [[nodiscard]] static float of(float x, float scale) { return x * (1.0F / scale); }
};

/// steps = x / scale, rounded once.
struct divided {
    static constexpr std::string_view text = "x / s";
    [[nodiscard]] static float of(float x, float scale) { return x / scale; }
};

} // namespace quanta::rule
