// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <quanta/calibrator/integer_target.hpp>
#include <quanta/calibrator/real_range.hpp>
#include <quanta/params/affine_params.hpp>
#include <quanta/params/params_concepts.hpp>
#include <quanta/params/profile_quanta.hpp>

// What the calibration files of all toolkits come down to, and what they are made of. Each toolkit's header says by which
// formula its files become a table, and back.

namespace quanta::interop::inline QUANTA_ABI {

/// The reals that a tensor's integers cover, by the tensor's name: one range, or one for each channel (or block).
using range_table = std::map<std::string, std::vector<real_range>, std::less<>>;

/// How a tensor's integers stand for reals, by the tensor's name: one scale and zero point, or one for each channel.
using parameter_table = std::map<std::string, std::vector<affine_params>, std::less<>>;

/// `Profile::parameters` of each range. Errors: those.
template <Profile Arithmetic = profile::quanta>
[[nodiscard]] parameter_table parameters_of(const range_table& ranges, const integer_target& target) {
    parameter_table parameters;
    for (const auto& [name, of_channels] : ranges)
        for (const real_range& range : of_channels) parameters[name].push_back(Arithmetic::parameters(range, target));
    return parameters;
}

/// minimum = (lowest - zero_point) scale, maximum = (highest - zero_point) scale, exact in double: the reals that the
/// integers reach.
[[nodiscard]] inline range_table ranges_of(const parameter_table& parameters, const integer_target& target) {
    range_table ranges;
    for (const auto& [name, of_channels] : parameters)
        for (const affine_params& each : of_channels) {
            const double scale = each.scale, zero_point = each.zero_point;
            ranges[name].push_back({(target.lowest - zero_point) * scale, (target.highest - zero_point) * scale});
        }
    return ranges;
}

} // namespace quanta::interop
