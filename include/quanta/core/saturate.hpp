// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <limits>

#include <quanta/isa/target.hpp>

namespace quanta::inline QUANTA_ABI {

/// min(max(x, lowest of To), highest of To), without overflow.
template <std::signed_integral To>
[[nodiscard]] constexpr To saturate_cast(std::int64_t x) {
    constexpr std::int64_t lowest = std::numeric_limits<To>::min(), highest = std::numeric_limits<To>::max();
    return static_cast<To>(std::clamp(x, lowest, highest));
}

} // namespace quanta
