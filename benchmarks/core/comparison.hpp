// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>

namespace bench {

/// How far a result may be from ours: no value by more than `distance`, and at most this share of values at all.
/// The default is equality, bit for bit.
struct tolerance {
    double distance = 0;
    double share = 1;
    std::string reason{}; ///< why results differ
};

/// How far a result is from ours.
struct comparison {
    std::size_t values = 0, different = 0;
    double largest = 0;

    [[nodiscard]] bool within(const tolerance& allowed) const {
        return largest <= allowed.distance &&
               static_cast<double>(different) <= allowed.share * static_cast<double>(values);
    }
};

/// A value that is not a number differs infinitely.
template <class T>
[[nodiscard]] comparison compare(std::span<const T> ours, std::span<const T> theirs) {
    if (ours.size() != theirs.size()) throw std::logic_error("compare: results of different sizes");
    comparison found{ours.size()};
    for (std::size_t i = 0; i < ours.size(); ++i) {
        if (ours[i] == theirs[i]) continue;
        ++found.different;
        const double distance = static_cast<double>(ours[i]) - static_cast<double>(theirs[i]);
        const double magnitude = distance < 0 ? -distance : distance;
        if (!(magnitude <= found.largest)) found.largest = magnitude;
    }
    return found;
}

} // namespace bench
