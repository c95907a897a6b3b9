// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstdint>
#include <random>

#include <quanta/core/fixed_point.hpp>
#include <support/failure.hpp>

using namespace quanta;

TEST_CASE("a multiplier's mantissa and exponent are TensorFlow Lite's", "[core]") {
    // Golden: research of the field, quantization_util.cc QuantizeMultiplier.
    CHECK(to_fixed_point(0.5).mantissa == 1073741824);
    CHECK(to_fixed_point(0.5).exponent == 0);
    CHECK(to_fixed_point(0.25).mantissa == 1073741824);
    CHECK(to_fixed_point(0.25).exponent == -1);
    CHECK(to_fixed_point(double{0.0111111114F}).mantissa == 1527099520);
    CHECK(to_fixed_point(double{0.0111111114F}).exponent == -6);
    CHECK(to_fixed_point(double{0.00331415026F}).mantissa == 1821973376);
    CHECK(to_fixed_point(double{0.00331415026F}).exponent == -8);
    CHECK(to_fixed_point(0.0).mantissa == 0);
    CHECK(to_fixed_point(0x1p-40).mantissa == 0);
    CHECK(to_fixed_point(std::nextafter(1.0, 0.0)).mantissa == 1073741824);
    CHECK(to_fixed_point(std::nextafter(1.0, 0.0)).exponent == 1);
}

TEST_CASE("applying a multiplier rounds once, ties towards plus infinity", "[core]") {
    struct golden {
        std::int32_t x;
        float scale;
        std::int32_t result;
    };
    for (const golden& g : {golden{1, 0.5F, 1},
                            {-1, 0.5F, 0},
                            {-3, 0.5F, -1},
                            {-10, 0.25F, -2},
                            {26, 0.25F, 7},
                            {585, 0.0111111114F, 7},
                            {-14634, 0.00331415026F, -48},
                            {5130, 0.0168613978F, 86}}) {
        CAPTURE(g.x, g.scale);
        CHECK(apply(to_fixed_point(double{g.scale}), g.x) == g.result);
    }
}

TEST_CASE("a multiplier differs from the real one by at most 2^-31 of it", "[core]") {
    const std::uint32_t seed = 99;
    CAPTURE(seed);
    std::mt19937 generator(seed);
    std::uniform_real_distribution<double> exponent(-30.0, 29.9);
    for (int i = 0; i < 10000; ++i) {
        const double real = std::exp2(exponent(generator));
        const fixed_point_multiplier m = to_fixed_point(real);
        const double got = std::ldexp(static_cast<double>(m.mantissa), m.exponent - 31);
        REQUIRE(std::abs(got - real) <= real * 0x1p-31);
    }
}

TEST_CASE("a multiplier outside its range is refused", "[core]") {
    REQUIRE_ERROR(to_fixed_point(-0.5), "-0.5");
    REQUIRE_ERROR(to_fixed_point(0x1p30), "[0, 2^30)");
    REQUIRE_ERROR(to_fixed_point(std::nan("")), "nan");
}
