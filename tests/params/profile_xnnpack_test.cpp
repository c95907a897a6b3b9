// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include <quanta/params/profile_xnnpack.hpp>

#include "params/requantize_vectors.hpp"

using namespace quanta;
using arithmetic = profile::xnnpack;

static_assert(Profile<arithmetic>);

TEST_CASE("xnnpack: accumulators are scaled in floats", "[params]") {
    for (const requantize_vector& each : requantize_vectors) {
        CAPTURE(each.accumulator, each.scale);
        CHECK(arithmetic::requantize(each.accumulator, each.scale, 0, -128, 127) == each.in_float);
        CHECK(arithmetic::requantize(each.accumulator, each.scale, 3, -128, 127) == each.in_float + 3);
    }
    // 2^24 + 1 is no float: a tie that is not one in exact arithmetic.
    CHECK(arithmetic::requantize(16777217, 0x1p-25F, 0, -128, 127) == 0);
}

TEST_CASE("tensorflow#102943: the delegate gives -120", "[params]") {
    // 585 * 0.0111111114F is the float 6.5, and a tie goes to the even 6; see profile_tflite_test.cpp.
    CHECK(585.0F * 0.0111111114F == 6.5F);
    CHECK(arithmetic::requantize(585, 0.0111111114F, -126, -128, 127) == -120);
}

TEST_CASE("xnnpack: the multiplier is computed in floats", "[params]") {
    constexpr float lhs = 0.1F, rhs = 0.3F, out = 0.7F;
    CHECK(arithmetic::multiplier(lhs, rhs, out) == lhs * rhs / out);
    CHECK(arithmetic::multiplier(lhs, rhs, out) != static_cast<float>(double{lhs} * double{rhs} / double{out}));
}

TEST_CASE("xnnpack: reals by the reciprocal, bounds of activations by a division and with the zero point", "[params]") {
    CHECK(arithmetic::quantize(0.273939937F, {0.00214854861F, 0}, -128, 255) == 128);
    CHECK(arithmetic::clamp_bound(0.273939937F, {0.00214854861F, 0}, -128, 255) == 127);
    CHECK(arithmetic::quantize(0.5F, {1.0F, 3}, -128, 127) == 3);    // rint(0.5) + 3
    CHECK(arithmetic::clamp_bound(0.5F, {1.0F, 3}, -128, 127) == 4); // rint(3.5)
    constexpr float infinity = std::numeric_limits<float>::infinity();
    CHECK(arithmetic::clamp_bound(infinity, {1.0F, 3}, -128, 127) == 127);
    CHECK(arithmetic::clamp_bound(-infinity, {1.0F, 3}, -128, 127) == -128);
}

TEST_CASE("xnnpack: parameters and bias come with the model", "[params]") {
    const affine_params params = arithmetic::parameters({-1, 1}, {-128, 127, false});
    CHECK(params.scale == 2.0F / 255.0F);
    CHECK(params.zero_point == -1);
    CHECK(arithmetic::bias(2.5, 1, 1) == 3);
}
