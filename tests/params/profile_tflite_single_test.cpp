// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include <quanta/params/profile_tflite_single.hpp>

#include "params/requantize_vectors.hpp"

using namespace quanta;
using arithmetic = profile::tflite_single;

static_assert(Profile<arithmetic>);

TEST_CASE("tflite_single: accumulators are rounded once, ties up", "[params]") {
    for (const requantize_vector& each : requantize_vectors) {
        CAPTURE(each.accumulator, each.scale);
        const fixed_point_multiplier m = arithmetic::multiplier(each.scale, 1, 1);
        CHECK(arithmetic::requantize(each.accumulator, m, 0, -128, 127) == each.once_rounded);
        CHECK(arithmetic::requantize(each.accumulator, m, -5, -128, 127) == each.once_rounded - 5);
    }
    constexpr std::int32_t least = std::numeric_limits<std::int32_t>::min();
    CHECK(arithmetic::requantize(least, {1 << 30, -31}, 0, -128, 127) == 0); // -1/2
    CHECK(arithmetic::requantize(least, {1 << 30, 30}, 9, -128, 127) == -128);
}

TEST_CASE("tflite_single: reals as under tflite", "[params]") {
    for (const float x : {0.25F, -0.25F, 1.1F, -7.75F, 1e9F})
        CHECK(arithmetic::quantize(x, {0.5F, 3}, -128, 127) == profile::tflite::quantize(x, {0.5F, 3}, -128, 127));
}
