// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace quanta {

/// What a range will be quantized to: the closed range of the integers, and whether the zero point stays 0.
/// Symmetric: scale = maximum / highest. Otherwise: scale = (maximum - minimum) / (highest - lowest).
struct integer_target {
    int lowest = 0;
    int highest = 0;
    bool symmetric = false;

    friend constexpr bool operator==(const integer_target&, const integer_target&) = default;
};

} // namespace quanta
