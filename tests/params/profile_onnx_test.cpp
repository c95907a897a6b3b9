// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <catch2/catch_test_macros.hpp>

#include <quanta/params/profile_onnx.hpp>

#include "params/requantize_vectors.hpp"

using namespace quanta;
using arithmetic = profile::onnx;

static_assert(Profile<arithmetic>);

TEST_CASE("onnx: reals are divided, rounded half to even, then the zero point is added", "[params]") {
    const auto quantized = [](float x) { return arithmetic::quantize(x, {2.0F, 129}, 0, 255); };
    CHECK(quantized(1) == 129); // 0.5
    CHECK(quantized(3) == 131); // 1.5
    CHECK(quantized(5) == 131); // 2.5
    CHECK(quantized(-1) == 129);
    CHECK(quantized(-3) == 127);
    CHECK(quantized(1000) == 255);
    CHECK(quantized(-std::numeric_limits<float>::infinity()) == 0);
    CHECK(arithmetic::quantize(0.273939937F, {0.00214854861F, 0}, -128, 255) == 127); // no reciprocal
}

TEST_CASE("onnx: accumulators are scaled in floats, the zero point is added last", "[params]") {
    for (const requantize_vector& each : requantize_vectors) {
        CAPTURE(each.accumulator, each.scale);
        CHECK(arithmetic::requantize(each.accumulator, each.scale, 0, -128, 127) == each.in_float);
        CHECK(arithmetic::requantize(each.accumulator, each.scale, 7, -128, 127) == each.in_float + 7);
    }
}

TEST_CASE("onnx: parameters as DynamicQuantizeLinear", "[params]") {
    // Operators.md, examples of DynamicQuantizeLinear.
    const affine_params mixed = arithmetic::parameters({-2.5, 2}, {0, 255, false});
    CHECK(mixed.scale == 0.0176470596F);
    CHECK(mixed.zero_point == 142); // -2.5 / -0.0176 = 141.67
    const affine_params negative = arithmetic::parameters({-5, -1}, {0, 255, false});
    CHECK(negative.scale == 0.0196078438F);
    CHECK(negative.zero_point == 255);
    const affine_params positive = arithmetic::parameters({1, 4}, {0, 255, false});
    CHECK(positive.scale == 0.0156862754F);
    CHECK(positive.zero_point == 0);
    CHECK(arithmetic::parameters({-3, 1}, {-128, 127, true}).scale == 3.0F / 127.0F);
    CHECK(arithmetic::parameters({0, 0}, {0, 255, false}).scale == 1.0F);
}

TEST_CASE("onnx: multiplier in floats, bias by a step in floats", "[params]") {
    CHECK(arithmetic::multiplier(0.1F, 0.3F, 0.7F) == 0.1F * 0.3F / 0.7F);
    CHECK(arithmetic::bias(2.5, 1, 1) == 2);
    CHECK(arithmetic::bias(0.273939937F, 0.00214854861F, 1) == 127);
}
