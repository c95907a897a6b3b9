// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/fixed_point.hpp>
#include <quanta/params/profile_tflite.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/plain_layers.hpp"
#include "golden/plain_profile.hpp"

using namespace quanta;
using golden::differences;

namespace {

/// floor(sum * m15 * 2^(exponent - 15) + 1/2), m15 = the mantissa rounded to 15 bits: what LiteRT scales 64-bit sums by.
/// Formula: tflite/kernels/internal/common.cc, MultiplyByQuantizedMultiplier of int64.
std::int64_t scaled(std::int64_t sum, fixed_point_multiplier m) {
    const std::int64_t m15 = m.mantissa < 0x7FFF0000 ? (m.mantissa + (std::int64_t{1} << 15)) >> 16 : 0x7FFF;
    const int shift = 15 - m.exponent;
    return (sum * m15 + (std::int64_t{1} << (shift - 1))) >> shift;
}

/// Sums of a layer, whose last axis is its outputs, in int16 steps of y.
std::vector<std::int64_t> requantized(const golden::vector& v, const std::vector<std::int64_t>& sums) {
    const auto [lowest, highest] = golden::passed<profile::tflite>(v, "reference");
    const std::vector<fixed_point_multiplier> multipliers = golden::multipliers<profile::tflite>(v, "x", "w");
    std::vector<std::int64_t> q;
    for (std::size_t i = 0; i < sums.size(); ++i)
        q.push_back(std::clamp<std::int64_t>(scaled(sums[i], multipliers[i % multipliers.size()]), lowest, highest));
    return q;
}

} // namespace

TEST_CASE("LiteRT's 16x8 convolutions round a multiplier to 15 bits", "[golden]") {
    for (const char* result : {"reference", "optimized"})
        for (const golden::vector& v : golden::read("litert/conv2d_16x8.json", result)) {
            CAPTURE(result, v.name());
            CHECK(differences(requantized(v, golden::convolved(v)), v.integers(result)) == "");
        }
}
