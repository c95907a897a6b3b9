// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace golden {

/// Reals are the same if their bits are, or if both are NaN.
[[nodiscard]] inline bool same(float a, float b) {
    return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b) || (std::isnan(a) && std::isnan(b));
}
template <std::integral A, std::integral B>
[[nodiscard]] bool same(A a, B b) {
    return std::cmp_equal(a, b);
}

/// Empty if all values are the same; otherwise how many differ and where, for a test's message.
template <class Ours, class Theirs>
[[nodiscard]] std::string differences(const std::vector<Ours>& ours, const std::vector<Theirs>& theirs) {
    if (ours.size() != theirs.size())
        return std::to_string(ours.size()) + " values instead of " + std::to_string(theirs.size());
    std::ostringstream text;
    std::size_t count = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        if (same(ours[i], theirs[i])) continue;
        if (++count <= 4) text << "; [" << i << "] " << +ours[i] << " instead of " << +theirs[i];
    }
    return count == 0 ? "" : std::to_string(count) + " of " + std::to_string(ours.size()) + " differ" + text.str();
}

/// The largest |ours - theirs|; 2^31 for sizes that differ.
template <class Ours, class Theirs>
[[nodiscard]] std::int64_t largest_difference(const std::vector<Ours>& ours, const std::vector<Theirs>& theirs) {
    if (ours.size() != theirs.size()) return std::int64_t{1} << 31;
    std::int64_t largest = 0;
    for (std::size_t i = 0; i < ours.size(); ++i)
        largest = std::max<std::int64_t>(largest, std::abs(std::int64_t{ours[i]} - std::int64_t{theirs[i]}));
    return largest;
}

} // namespace golden
