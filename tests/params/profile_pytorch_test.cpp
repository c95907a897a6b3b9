// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include <quanta/params/profile_pytorch.hpp>

#include "params/requantize_vectors.hpp"

using namespace quanta;
using arithmetic = profile::pytorch;

static_assert(Profile<arithmetic>);

TEST_CASE("pytorch: a symmetric scale is that of half the integers", "[params]") {
    CHECK(arithmetic::parameters({-1, 0.5}, {-128, 127, true}).scale == 1.0F / 127.5F);
    CHECK(arithmetic::parameters({-1, 0.5}, {-127, 127, true}).scale == 1.0F / 127.0F);
    CHECK(arithmetic::parameters({-3, 0.5}, {-8, 7, true}).scale == 0.4F);
}

TEST_CASE("pytorch: asymmetric parameters", "[params]") {
    const affine_params unit = arithmetic::parameters({-1, 1}, {0, 255, false});
    CHECK(unit.scale == 2.0F / 255.0F);
    CHECK(unit.zero_point == 127); // rint(-127.499992)
    const affine_params tie = arithmetic::parameters({-2.5, 252.5}, {0, 255, false});
    CHECK(tie.scale == 1.0F);
    CHECK(tie.zero_point == 2);
    const affine_params constant = arithmetic::parameters({0, 0}, {0, 255, false});
    CHECK(constant.scale == std::numeric_limits<float>::epsilon());
    CHECK(constant.zero_point == 0);
}

TEST_CASE("pytorch: reals by the reciprocal, half to even", "[params]") {
    // FBGEMM, QuantUtils.h: the product with the reciprocal is 127.5, the quotient 127.499992.
    CHECK(arithmetic::quantize(0.273939937F, {0.00214854861F, 0}, -128, 255) == 128);
    CHECK(arithmetic::quantize(2.5F, {1.0F, 3}, 0, 255) == 5);
    CHECK(arithmetic::quantize(3.5F, {1.0F, 3}, 0, 255) == 7);
    CHECK(arithmetic::bias(2.5, 1, 1) == 2);
    CHECK(arithmetic::bias(0.273939937F, 0.00214854861F, 1) == 128);
}

TEST_CASE("pytorch: accumulators are scaled in floats", "[params]") {
    for (const requantize_vector& each : requantize_vectors) {
        CAPTURE(each.accumulator, each.scale);
        CHECK(arithmetic::requantize(each.accumulator, each.scale, 3, -128, 127) == each.in_float + 3);
    }
    CHECK(arithmetic::multiplier(0.1F, 0.3F, 0.7F) == 0.1F * 0.3F / 0.7F);
}
