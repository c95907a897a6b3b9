// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <quanta/params/profile_aimet.hpp>

#include "params/requantize_vectors.hpp"

using namespace quanta;
using arithmetic = profile::aimet;

static_assert(Profile<arithmetic>);

TEST_CASE("aimet: integers are counted from the lowest, so ties go up", "[params]") {
    const auto quantized = [](float x) { return arithmetic::quantize(x, {1.0F, 3}, -128, 127); };
    CHECK(quantized(0.5F) == 4);
    CHECK(quantized(-0.5F) == 3); // round(130.5) - 128: away from zero, counted from -128
    CHECK(quantized(-2.5F) == 1);
    CHECK(quantized(-200) == -128);
    CHECK(quantized(200) == 127);
    // The sum is rounded to a float: 0.49999997 + 128 is 128.5 - 2^-24, which is the float 128.5.
    CHECK(arithmetic::quantize(0.49999997F, {1.0F, 128}, 0, 255) == 129);
}

TEST_CASE("aimet: parameters", "[params]") {
    const affine_params unit = arithmetic::parameters({-1, 1}, {0, 255, false});
    CHECK(unit.scale == static_cast<float>(2.0 / 255));
    CHECK(unit.zero_point == 128); // round(127.5), in double
    CHECK(arithmetic::parameters({-1, 1}, {-128, 127, false}).zero_point == 0);
    CHECK(arithmetic::parameters({-1, 1}, {-128, 127, true}).scale == static_cast<float>(1.0 / 127));
    CHECK(arithmetic::parameters({0, 0}, {0, 255, false}).scale == static_cast<float>(0.01 / 255));
}

TEST_CASE("aimet: accumulators, the published formula", "[params]") {
    for (const requantize_vector& each : requantize_vectors)
        CHECK(arithmetic::requantize(each.accumulator, each.scale, 3, -128, 127) == each.in_float + 3);
    CHECK(arithmetic::bias(2.5, 1, 1) == 2);
}
