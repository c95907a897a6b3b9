// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/fixed_point.hpp>
#include <quanta/epilogue/evaluate.hpp>
#include <quanta/params/profiles.hpp>

namespace ep = quanta::epilogue;
using reference = ep::evaluate<quanta::isa::reference>;

namespace {

constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN(),
                infinity = std::numeric_limits<float>::infinity();
constexpr std::int32_t lowest = std::numeric_limits<std::int32_t>::min(),
                       highest = std::numeric_limits<std::int32_t>::max();

/// What one stage makes of one value at row 0, column 0.
auto after(const auto& stage, auto v) { return reference::after(stage, v, 0, 0); }

bool is_positive_zero(float v) { return std::bit_cast<std::uint32_t>(v) == 0; }

} // namespace

TEST_CASE("bias adds the column's value and wraps", "[epilogue]") {
    const std::array<std::int32_t, 2> integers{1, 10};
    const std::array<float, 2> floats{0.5F, 2.0F};
    CHECK(after(ep::bias{integers.data()}, highest) == lowest);
    CHECK(reference::after(ep::bias{integers.data()}, 5, 0, 1) == 15);
    CHECK(reference::after(ep::bias{floats.data()}, 5.0F, 0, 1) == 7.0F);
}

TEST_CASE("zero_point_correction subtracts the product and wraps", "[epilogue]") {
    const std::array<std::int32_t, 2> rows{3, lowest}, columns{7, lowest};
    const ep::zero_point_correction stage{rows.data(), columns.data()};
    CHECK(after(stage, 100) == 79);
    CHECK(reference::after(stage, 5, 1, 1) == 5); // 2^62 is 0 modulo 2^32
}

TEST_CASE("requantize rounds ties to even before the zero point is added, and saturates", "[epilogue]") {
    const std::array<float, 2> multipliers{0.5F, 3e38F};
    const ep::requantize stage{multipliers.data(), true, 3, 0, 255};
    CHECK(after(stage, 1) == 3);
    CHECK(after(stage, 3) == 5);
    CHECK(after(stage, 5) == 5);
    CHECK(after(stage, -3) == 1);
    CHECK(after(stage, highest) == 255);
    CHECK(after(stage, lowest) == 0);
    CHECK(reference::after(stage, lowest, 0, 1) == 0);
    CHECK(reference::after(stage, 0, 0, 1) == 3);
}

TEST_CASE("requantize_fixed_point rounds ties up and saturates", "[epilogue]") {
    const std::array multipliers{quanta::to_fixed_point(0.5), quanta::to_fixed_point(0x1p29)};
    const ep::requantize_fixed_point stage{multipliers.data(), true, 3, 0, 255};
    CHECK(after(stage, 1) == 4);
    CHECK(after(stage, 3) == 5);
    CHECK(after(stage, -3) == 2);
    CHECK(after(stage, highest) == 255);
    CHECK(reference::after(stage, highest, 0, 1) == 255); // 2^60 does not fit 32 bits
    CHECK(reference::after(stage, lowest, 0, 1) == 0);
}

TEST_CASE("requantize_fixed_point is quanta::apply, clamped, for multipliers up to 1", "[epilogue]") {
    std::mt19937 generator(5);
    for (int i = 0; i < 10000; ++i) {
        const double real = std::ldexp(static_cast<double>(generator() | 1U), -32 - static_cast<int>(generator() % 33));
        const quanta::fixed_point_multiplier multiplier = quanta::to_fixed_point(real);
        const auto v = static_cast<std::int32_t>(generator());
        CAPTURE(real, v);
        const std::int64_t expected = std::int64_t{quanta::apply(multiplier, v)} + 11;
        REQUIRE(after(ep::requantize_fixed_point{&multiplier, false, 11, lowest, highest}, v) ==
                std::clamp<std::int64_t>(expected, lowest, highest));
    }
}

TEST_CASE("stages that requantize are their profiles'", "[epilogue]") {
    std::mt19937 generator(6);
    for (int i = 0; i < 10000; ++i) {
        const auto v = static_cast<std::int32_t>(generator()) >> (generator() % 20);
        const double real = std::ldexp(static_cast<double>(generator() | 1U), -32 - static_cast<int>(generator() % 20));
        const auto m = static_cast<float>(real);
        const quanta::fixed_point_multiplier q = quanta::to_fixed_point(real);
        CAPTURE(v, real);
        REQUIRE(after(ep::requantize{&m, false, 3, -128, 127}, v) ==
                quanta::profile::onnx::requantize(v, m, 3, -128, 127));
        REQUIRE(after(ep::requantize_by_double<quanta::rule::ties_away>{&real, false, 3, -128, 127}, v) ==
                quanta::profile::tflite_linear::requantize(v, real, 3, -128, 127));
        REQUIRE(after(ep::requantize_in_double{&m, false, 3, -128, 127}, v) ==
                quanta::profile::onnx_reference::requantize(v, m, 3, -128, 127));
        REQUIRE(after(ep::requantize_fixed_point{&q, false, 3, -128, 127}, v) ==
                quanta::profile::tflite_single::requantize(v, q, 3, -128, 127));
        REQUIRE(after(ep::requantize_twice_rounded{&q, false, 3, -128, 127}, v) ==
                quanta::profile::tflite::requantize(v, q, 3, -128, 127));
    }
}

TEST_CASE("dequantize fuses the bias, and multiplies both scales first", "[epilogue]") {
    const float row = 3.0F, column = 0.1F, bias = -0.3F;
    CHECK(after(ep::dequantize{nullptr, &column, false, nullptr}, 7) == 7.0F * 0.1F);
    CHECK(after(ep::dequantize{&row, &column, true, nullptr}, 7) == 7.0F * (3.0F * 0.1F));
    CHECK(after(ep::dequantize{nullptr, &column, true, &bias}, 3) == std::fma(3.0F, 0.1F, -0.3F));
    CHECK(after(ep::dequantize{nullptr, &column, true, &bias}, 3) != 3.0F * 0.1F - 0.3F);
}

TEST_CASE("relu gives 0 for what is below 0, and passes NaN", "[epilogue]") {
    CHECK(after(ep::relu{}, -5) == 0);
    CHECK(after(ep::relu{}, 5) == 5);
    CHECK(after(ep::relu{}, 0.5F) == 0.5F);
    CHECK(is_positive_zero(after(ep::relu{}, -infinity)));
    CHECK(after(ep::relu{}, -0.0F) == 0);
    CHECK(std::isnan(after(ep::relu{}, not_a_number)));
    CHECK(after(ep::relu{}, infinity) == infinity);
}

TEST_CASE("clamp keeps the range, and passes NaN", "[epilogue]") {
    CHECK(after(ep::clamp{-3, 9}, -4) == -3);
    CHECK(after(ep::clamp{-3, 9}, 10) == 9);
    CHECK(std::isnan(after(ep::clamp{-3.0F, 9.0F}, not_a_number)));
    CHECK(after(ep::clamp{-3.0F, 9.0F}, infinity) == 9.0F);
    CHECK(after(ep::clamp{-3.0F, 9.0F}, 2.5F) == 2.5F);
}

TEST_CASE("residual_add dequantizes and adds with one rounding", "[epilogue]") {
    const std::array<std::uint8_t, 4> bytes{0, 0, 0, 200};
    const std::array<std::int8_t, 4> signed_bytes{0, 0, 0, -128};
    const std::array<float, 4> floats{0, 0, 0, 0.7F};
    CHECK(reference::after(ep::residual_add<std::uint8_t>{bytes.data(), 2, 0.1F, 100}, 0.3F, 1, 1) ==
          std::fma(100.0F, 0.1F, 0.3F));
    CHECK(reference::after(ep::residual_add<std::int8_t>{signed_bytes.data(), 2, 0.1F, 5}, 0.3F, 1, 1) ==
          std::fma(-133.0F, 0.1F, 0.3F));
    CHECK(reference::after(ep::residual_add<float>{floats.data(), 2}, 0.3F, 1, 1) == 0.3F + 0.7F);
}

TEST_CASE("quantize is the profile's", "[epilogue]") {
    const float scale = 0.37F;
    const ep::quantize stage{1.0F / scale, 10, 0, 255};
    for (const float v : {0.0F, 0.185F, -2.0F, 55.5F, 1e30F, -1e30F, infinity, -infinity, not_a_number, 1e-42F}) {
        CAPTURE(v);
        CHECK(after(stage, v) == quanta::profile::quanta::quantize(v, {scale, 10}, 0, 255));
    }
    CHECK(after(stage, not_a_number) == 10);
}

TEST_CASE("store keeps the low bits and leaves other elements alone", "[epilogue]") {
    std::array<std::uint8_t, 4> bytes{};
    reference::put(ep::store{bytes.data(), 2}, 0x1FE, 1, 0);
    CHECK(bytes == std::array<std::uint8_t, 4>{0, 0, 0xFE, 0});
}
