// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/profile_quanta.hpp>

using namespace quanta;
using arithmetic = profile::quanta;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr integer_target to_uint8{0, 255, false}, to_int8{-128, 127, false}, to_int8_narrow{-127, 127, true},
    to_int4{-8, 7, true};
constexpr float infinity = std::numeric_limits<float>::infinity(),
                not_a_number = std::numeric_limits<float>::quiet_NaN();

void require_params(affine_params params, float scale, std::int32_t zero_point) {
    CHECK(params.scale == scale);
    CHECK(params.zero_point == zero_point);
}

} // namespace

TEST_CASE("parameters of hand-computed ranges", "[params]") {
    // float(2 / 255) is a little above 2 / 255, so 1 / scale is a little below 127.5.
    require_params(arithmetic::parameters({-1, 1}, to_uint8), 0.00784313772F, 127);
    require_params(arithmetic::parameters({-1, 1}, to_int8), 0.00784313772F, -1);
    require_params(arithmetic::parameters({0, 2.55}, to_uint8), 0.01F, 0);
    require_params(arithmetic::parameters({-51, 204}, to_uint8), 1.0F, 51);
    require_params(arithmetic::parameters({-51, 204}, to_int8), 1.0F, -77);
    require_params(arithmetic::parameters({-2, 1}, to_int8_narrow), 0.0157480314F, 0); // 2 / 127
    require_params(arithmetic::parameters({-7, 14}, to_int4), 2.0F, 0);
}

TEST_CASE("parameters widen a range so that it contains 0", "[params]") {
    require_params(arithmetic::parameters({100, 255}, to_uint8), 1.0F, 0);
    require_params(arithmetic::parameters({-255, -100}, to_uint8), 1.0F, 255);
    require_params(arithmetic::parameters({-255, -100}, to_int8), 1.0F, 127);
    require_params(arithmetic::parameters({3.5, 3.5}, to_int4), 0.5F, 0);
}

TEST_CASE("a tie of the zero point goes to the even integer", "[params]") {
    require_params(arithmetic::parameters({-0.5, 254.5}, to_uint8), 1.0F, 0);
    require_params(arithmetic::parameters({-1.5, 253.5}, to_uint8), 1.0F, 2);
}

TEST_CASE("parameters of degenerate ranges", "[params]") {
    require_params(arithmetic::parameters({0, 0}, to_uint8), 1.0F, 0);
    require_params(arithmetic::parameters({0, 0}, to_int8_narrow), 1.0F, 0);
    require_params(arithmetic::parameters({0, 1e-300}, to_uint8), arithmetic::smallest_scale, 0);
    require_params(arithmetic::parameters({-1e-300, 1e-300}, to_int8_narrow), arithmetic::smallest_scale, 0);
    CHECK(std::isfinite(1.0F / arithmetic::smallest_scale));
    CHECK(std::isinf(1.0F / std::nextafter(arithmetic::smallest_scale, 0.0F)));
    constexpr double largest = std::numeric_limits<float>::max();
    const affine_params widest = arithmetic::parameters({-largest, largest}, to_uint8);
    CHECK(std::isfinite(widest.scale));
    CHECK((widest.zero_point == 127 || widest.zero_point == 128));
}

TEST_CASE("ranges without parameters are errors", "[params]") {
    constexpr double huge = 1e300;
    CHECK_THROWS_WITH(arithmetic::parameters({2, 1}, to_uint8), "parameters: the range [2, 1] is not ordered");
    CHECK_THROWS_WITH(arithmetic::parameters({not_a_number, 1}, to_uint8), ContainsSubstring("is not ordered"));
    CHECK_THROWS_WITH(arithmetic::parameters({-huge, huge}, to_uint8), ContainsSubstring("is not a finite float"));
    CHECK_THROWS_WITH(arithmetic::parameters({0, infinity}, to_uint8), ContainsSubstring("is not a finite float"));
}

TEST_CASE("real 0 is one of the integers", "[params]") {
    const std::uint32_t seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 generator(seed);
    std::uniform_real_distribution<double> exponent(-30, 30);
    for (int trial = 0; trial < 1000; ++trial) {
        const real_range range{-std::exp2(exponent(generator)), std::exp2(exponent(generator))};
        CAPTURE(range.minimum, range.maximum);
        for (const integer_target target : {to_uint8, to_int8, to_int8_narrow, to_int4}) {
            const affine_params params = arithmetic::parameters(range, target);
            REQUIRE(params.zero_point >= target.lowest);
            REQUIRE(params.zero_point <= target.highest);
            REQUIRE(arithmetic::quantize(0, params, target.lowest, target.highest) == params.zero_point);
            REQUIRE(arithmetic::dequantize(params.zero_point, params) == 0.0F);
            // The range is covered, but for the half step by which the zero point was rounded.
            REQUIRE(arithmetic::dequantize(target.highest, params) >= range.maximum - 0.501 * params.scale);
        }
    }
}

TEST_CASE("quantize: ties to even, saturation, NaN", "[params]") {
    constexpr affine_params params{0.5F, 10};
    const auto quantized = [&](float x) { return arithmetic::quantize(x, params, 0, 255); };
    CHECK(quantized(0.0F) == 10);
    CHECK(quantized(-0.0F) == 10);
    CHECK(quantized(0.25F) == 10); // 0.5 steps
    CHECK(quantized(0.75F) == 12); // 1.5
    CHECK(quantized(1.25F) == 12); // 2.5
    CHECK(quantized(-0.25F) == 10);
    CHECK(quantized(-0.75F) == 8);
    CHECK(quantized(-5.0F) == 0);
    CHECK(quantized(-5.3F) == 0);
    CHECK(quantized(122.5F) == 255);
    CHECK(quantized(1e30F) == 255);
    CHECK(quantized(-1e30F) == 0);
    CHECK(quantized(infinity) == 255);
    CHECK(quantized(-infinity) == 0);
    CHECK(quantized(not_a_number) == 10);
    CHECK(quantized(std::numeric_limits<float>::denorm_min()) == 10);
    CHECK(quantized(std::numeric_limits<float>::max()) == 255);
}

TEST_CASE("quantize multiplies by the rounded reciprocal", "[params]") {
    // A division gives 127.499992, the product with the rounded reciprocal 127.5 (FBGEMM, QuantUtils.h).
    CHECK(arithmetic::quantize(0.273939937F, {0.00214854861F, 0}, -128, 255) == 128);
}

TEST_CASE("quantize clamps to the format before it rounds", "[params]") {
    CHECK(arithmetic::quantize(7.5F, {1.0F, 0}, -8, 7) == 7);
    CHECK(arithmetic::quantize(-8.5F, {1.0F, 0}, -8, 7) == -8);
    CHECK(arithmetic::quantize(-127.6F, {1.0F, 0}, -127, 127) == -127);
    CHECK(arithmetic::quantize(40000.0F, {1.0F, 32767}, -32768, 32767) == 32767);
    CHECK(arithmetic::quantize(-65535.0F, {1.0F, 32767}, -32768, 32767) == -32768);
}

TEST_CASE("dequantize", "[params]") {
    CHECK(arithmetic::dequantize(12, {0.5F, 10}) == 1.0F);
    CHECK(arithmetic::dequantize(0, {0.1F, 3}) == -0.3F);
    CHECK_FALSE(std::signbit(arithmetic::dequantize(3, {0.1F, 3})));
}

TEST_CASE("multiplier and requantize", "[params]") {
    CHECK(arithmetic::multiplier(0.5, 0.25, 2.0) == 0.0625F);
    CHECK(arithmetic::multiplier(0.1F, 0.2F, 0.3F) == static_cast<float>(double{0.1F} * double{0.2F} / double{0.3F}));
    struct example {
        std::int32_t accumulator;
        float multiplier;
        int result;
    };
    // research/numerics.md 2.8, column float32.
    for (const example& e : {example{1, 0.5F, 0},
                             {-1, 0.5F, 0},
                             {-3, 0.5F, -2},
                             {-10, 0.25F, -2},
                             {26, 0.25F, 6},
                             {585, 0.0111111114F, 6},
                             {-14634, 0.00331415026F, -48},
                             {5130, 0.0168613978F, 86}}) {
        CAPTURE(e.accumulator);
        CHECK(arithmetic::requantize(e.accumulator, e.multiplier, 0, -128, 127) == e.result);
        CHECK(arithmetic::requantize(e.accumulator, e.multiplier, 7, -128, 127) == e.result + 7);
    }
    CHECK(arithmetic::requantize(std::numeric_limits<std::int32_t>::max(), 1.0F, 100, 0, 255) == 255);
    CHECK(arithmetic::requantize(std::numeric_limits<std::int32_t>::min(), 1.0F, 100, 0, 255) == 0);
}

TEST_CASE("bias", "[params]") {
    CHECK(arithmetic::bias(1.0, 0.5, 0.25) == 8);
    CHECK(arithmetic::bias(-2.5, 1.0, 1.0) == -2);
    CHECK(arithmetic::bias(3.5, 1.0, 1.0) == 4);
    CHECK(arithmetic::bias(1e10, 1.0, 1.0) == 10'000'000'000);
    CHECK(arithmetic::bias(1e300, 1.0, 1.0) == std::int64_t{1} << 62);
    CHECK(arithmetic::bias(-infinity, 1.0, 1.0) == -(std::int64_t{1} << 62));
    CHECK_THROWS_WITH(arithmetic::bias(not_a_number, 0.5, 0.25), ContainsSubstring("is not a number"));
}
