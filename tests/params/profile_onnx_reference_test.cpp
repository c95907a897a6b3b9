// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include <quanta/params/profile_onnx.hpp>
#include <quanta/params/profile_onnx_reference.hpp>

using namespace quanta;
using arithmetic = profile::onnx_reference;

static_assert(Profile<arithmetic>);

TEST_CASE("onnx_reference: the zero point of a product is added before rounding", "[params]") {
    // With an odd zero point every exact tie differs from the text, with an even one none does.
    for (std::int32_t accumulator = -19; accumulator <= 19; accumulator += 2) {
        CAPTURE(accumulator);
        CHECK(arithmetic::requantize(accumulator, 0.5F, 3, -128, 127) !=
              profile::onnx::requantize(accumulator, 0.5F, 3, -128, 127));
        CHECK(arithmetic::requantize(accumulator, 0.5F, 4, -128, 127) ==
              profile::onnx::requantize(accumulator, 0.5F, 4, -128, 127));
    }
    CHECK(arithmetic::requantize(1, 0.5F, 3, -128, 127) == 4); // rint(3.5)
    CHECK(arithmetic::requantize(3, 0.5F, 3, -128, 127) == 4); // rint(4.5)
}

TEST_CASE("onnx_reference: products are doubles", "[params]") {
    // In floats 16777217 is 2^24 and 585 * 0.0111111114F is 6.5.
    CHECK(arithmetic::requantize(16777217, 0x1p-25F, 0, -128, 127) == 1);
    CHECK(arithmetic::requantize(585, 0.0111111114F, 0, -128, 127) == 7);
    constexpr std::int32_t least = std::numeric_limits<std::int32_t>::min();
    CHECK(arithmetic::requantize(least, 1e30F, 3, -128, 127) == -128);
    CHECK(arithmetic::requantize(least, std::numeric_limits<float>::denorm_min(), 3, -128, 127) == 3);
}

TEST_CASE("onnx_reference: reals as the text has them", "[params]") {
    for (const float x : {1.0F, 3.0F, 5.0F, -1.0F, -3.0F, 1e9F})
        CHECK(arithmetic::quantize(x, {2.0F, 129}, 0, 255) == profile::onnx::quantize(x, {2.0F, 129}, 0, 255));
}
