// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <quanta/core/rounding.hpp>
#include <quanta/params/profile_tflite.hpp>

#include "golden/golden_file.hpp"
#include "golden/plain_profile.hpp"

namespace golden {

/// q = clamp(round(double(sum) * (x scale * w scale_j / y scale)) + y zero point), ties away from zero: what LiteRT's fully
/// connected layers do with sums (M, N) of 32 or 64 bits, by its reference kernels and, of int16, by all.
[[nodiscard]] inline std::vector<int> rounded_in_double(const vector& v, const std::vector<std::int64_t>& sums,
                                                        const std::string& result) {
    const auto [lowest, highest] = passed<quanta::profile::tflite>(v, result);
    const quanta::affine_params x = v.only_params("x"), y = v.only_params("y");
    const std::vector<quanta::affine_params> w = v.params("w");
    std::vector<int> q;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const double multiplier = double{x.scale} * w[i % w.size()].scale / y.scale;
        const double place = quanta::round_away(static_cast<double>(sums[i]) * multiplier) + y.zero_point;
        q.push_back(static_cast<int>(std::clamp<double>(place, lowest, highest)));
    }
    return q;
}

} // namespace golden
