// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <quanta/op/activation.hpp>
#include <quanta/params/affine_params.hpp>

namespace quanta::op {

/// A closed range of integers.
struct integer_range {
    std::int32_t lowest, highest;
};

} // namespace quanta::op

namespace quanta::op::inline QUANTA_ABI {

/// The part of [lowest, highest] whose reals an activation lets pass: each finite bound b becomes what the profile makes
/// of it, `profile.clamp_bound(b)`; an infinite one leaves the range's own end.
template <class Arithmetic>
[[nodiscard]] integer_range clamp_range(const Arithmetic& profile, activation function, affine_params params,
                                        integer_range format) {
    return {profile.clamp_bound(function.lowest, params, format.lowest, format.highest),
            profile.clamp_bound(function.highest, params, format.lowest, format.highest)};
}

} // namespace quanta::op
