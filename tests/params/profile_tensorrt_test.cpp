// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <quanta/params/profile_tensorrt.hpp>

#include "params/requantize_vectors.hpp"

using namespace quanta;
using arithmetic = profile::tensorrt;
using Catch::Matchers::ContainsSubstring;

static_assert(Profile<arithmetic>);

TEST_CASE("tensorrt: always symmetric", "[params]") {
    for (const bool symmetric : {false, true}) {
        const affine_params params = arithmetic::parameters({0.5, 3}, {-128, 127, symmetric});
        CHECK(params.scale == 3.0F / 127.0F);
        CHECK(params.zero_point == 0);
    }
    CHECK(arithmetic::parameters({0, 0}, {-128, 127, true}).scale == 1.0F);
    CHECK_THROWS_WITH(arithmetic::parameters({-1, 1}, {0, 255, false}),
                      ContainsSubstring("integers from 0 to 255 cannot hold negative reals"));
}

TEST_CASE("tensorrt: reals are divided, half to even", "[params]") {
    CHECK(arithmetic::quantize(2.5F, {1.0F, 0}, -128, 127) == 2);
    CHECK(arithmetic::quantize(-3.5F, {1.0F, 0}, -128, 127) == -4);
    CHECK(arithmetic::quantize(-500, {1.0F, 0}, -128, 127) == -128);
    CHECK(arithmetic::quantize(0.273939937F, {0.00214854861F, 0}, -128, 255) == 127);
}

TEST_CASE("tensorrt: accumulators, the published formula", "[params]") {
    for (const requantize_vector& each : requantize_vectors)
        CHECK(arithmetic::requantize(each.accumulator, each.scale, 0, -128, 127) == each.in_float);
    CHECK(arithmetic::bias(2.5, 1, 1) == 2);
}
