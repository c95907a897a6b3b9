// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace quanta {

/// The reals that the integers of a format shall cover, in the unit of the data. What a calibrator gives:
/// minimum <= 0 <= maximum.
struct real_range {
    double minimum = 0;
    double maximum = 0;

    friend constexpr bool operator==(const real_range&, const real_range&) = default;
};

} // namespace quanta
