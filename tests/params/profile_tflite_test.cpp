// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <limits>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <quanta/params/profile_tflite.hpp>

#include "params/requantize_vectors.hpp"

using namespace quanta;
using arithmetic = profile::tflite;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr integer_target to_int8{-128, 127, false}, to_int8_narrow{-127, 127, true};
constexpr std::int32_t least = std::numeric_limits<std::int32_t>::min(),
                       most = std::numeric_limits<std::int32_t>::max();

} // namespace

static_assert(Profile<arithmetic>);

TEST_CASE("tflite: accumulators are rounded twice", "[params]") {
    for (const requantize_vector& each : requantize_vectors) {
        CAPTURE(each.accumulator, each.scale);
        const fixed_point_multiplier m = arithmetic::multiplier(each.scale, 1, 1);
        CHECK(m.mantissa == each.multiplier.mantissa);
        CHECK(m.exponent == each.multiplier.exponent);
        CHECK(arithmetic::requantize(each.accumulator, m, 0, -128, 127) == each.twice_rounded);
        CHECK(arithmetic::requantize(each.accumulator, m, 3, -128, 127) == each.twice_rounded + 3);
    }
}

TEST_CASE("tensorflow#102943: the integer reference gives -119", "[params]") {
    // The issue: a convolution's accumulator 585 of multiplier 0.0111111114 and output zero point -126. Its author's own
    // mantissa, 1527099593, is that of the double product of the scales.
    CHECK(arithmetic::requantize(585, {1527099593, -6}, -126, -128, 127) == -119);
    CHECK(arithmetic::requantize(585, arithmetic::multiplier(0.0111111114F, 1, 1), -126, -128, 127) == -119);
}

TEST_CASE("tflite: requantize at the ends of 32 bits", "[params]") {
    CHECK(arithmetic::requantize(most, {most, 0}, 0, least, most) == most - 1);
    CHECK(arithmetic::requantize(least, {most, 0}, 0, least, most) == least + 1);
    CHECK(arithmetic::requantize(least, {1 << 30, -31}, 0, least, most) == -1); // -2^30 * 2^-31 = -1/2, away from 0
    CHECK(arithmetic::requantize(most, {1 << 30, -31}, 0, least, most) == 1);
    CHECK(arithmetic::requantize(least, {0, 0}, 5, -128, 127) == 5);
    CHECK(arithmetic::requantize(3, {1 << 30, 2}, 0, -128, 127) == 6); // 3 * 2^(30 + 2 - 31)
    CHECK(arithmetic::requantize(most, {1 << 30, 30}, 0, -128, 127) == 127);
    CHECK(arithmetic::requantize(least, {1 << 30, 30}, 0, -128, 127) == -128);
    CHECK_THROWS_WITH(arithmetic::multiplier(0x1p30, 1, 1), ContainsSubstring("is not in [0, 2^30)"));
}

TEST_CASE("tflite: reals are divided and rounded half away from zero, then the zero point is added", "[params]") {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const auto quantized = [](float x) { return arithmetic::quantize(x, {0.5F, 3}, -128, 127); };
    CHECK(quantized(0.25F) == 4);
    CHECK(quantized(-0.25F) == 2);
    CHECK(quantized(0.75F) == 5);
    CHECK(quantized(-0.75F) == 1);
    CHECK(quantized(0.2499999F) == 3);
    CHECK(quantized(infinity) == 127);
    CHECK(quantized(-1e30F) == -128);
    CHECK(quantized(std::numeric_limits<float>::quiet_NaN()) == 3);
    // The product with the reciprocal would be 127.5.
    CHECK(arithmetic::quantize(0.273939937F, {0.00214854861F, 0}, -128, 255) == 127);
}

TEST_CASE("tflite: parameters of a range", "[params]") {
    const affine_params unit = arithmetic::parameters({-1, 1}, to_int8);
    CHECK(unit.scale == 2.0F / 255.0F);
    CHECK(unit.zero_point == -1); // -128 + 127.49999 or 127.5: -0.5, away from zero
    const affine_params positive = arithmetic::parameters({1, 6}, to_int8); // quantization_utils_test.cc
    CHECK(positive.scale == 6.0F / 255.0F);
    CHECK(positive.zero_point == -128);
    CHECK(arithmetic::parameters({-3, 2}, to_int8_narrow).scale == 3.0F / 127.0F);
    CHECK(arithmetic::parameters({0, 0}, to_int8).scale == 1.0F);
    CHECK_THROWS_WITH(arithmetic::parameters({2, 1}, to_int8), ContainsSubstring("is not ordered"));
}

TEST_CASE("tflite: bias and the bounds of activations", "[params]") {
    CHECK(arithmetic::bias(2.5, 1, 1) == 3);
    CHECK(arithmetic::bias(-2.5, 1, 1) == -3);
    CHECK(arithmetic::bias(0.273939937F, 0.00214854861F, 1) == 128); // by the reciprocal
    CHECK(arithmetic::clamp_bound(6, {0.1F, -128}, -128, 127) == -68);
    CHECK(arithmetic::clamp_bound(-0.05F, {0.1F, 7}, -128, 127) == 6); // away from zero
    CHECK(arithmetic::clamp_bound(0, {0.1F, 7}, -128, 127) == 7);
    CHECK(arithmetic::clamp_bound(std::numeric_limits<float>::infinity(), {0.1F, 7}, -128, 127) == 127);
}
