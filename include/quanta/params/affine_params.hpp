// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace quanta {

/// real = (integer - zero_point) * scale.
struct affine_params {
    float scale = 1;             ///< real units per integer step, finite and positive
    std::int32_t zero_point = 0; ///< the integer that stands for real 0, inside the format's range
};

} // namespace quanta
