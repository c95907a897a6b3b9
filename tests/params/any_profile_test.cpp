// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/accumulators.hpp>

using namespace quanta;

static_assert(Profile<profile::any> && !KnownProfile<profile::any>);

TEST_CASE("a profile chosen at run time has the functions of the one that it names", "[params]") {
    const std::uint32_t seed = std::random_device{}();
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal(0.0F, 3.0F);
    for (const profile_value value : known_profiles)
        visit_profile(value, [&]<class Arithmetic>(Arithmetic) {
            const profile::any any(value);
            CAPTURE(seed, any.name());
            CHECK(any.value() == value);
            CHECK(any.name() == Arithmetic::name);
            for (int trial = 0; trial < 200; ++trial) {
                const double width = 0.01 + std::abs(normal(generator));
                const integer_target target{-128, 127, trial % 2 == 0};
                const affine_params params = any.parameters({-width, width / 2}, target);
                const affine_params expected = Arithmetic::parameters({-width, width / 2}, target);
                REQUIRE((params.scale == expected.scale && params.zero_point == expected.zero_point));
                const float x = normal(generator);
                const int q = any.quantize(x, params, -128, 127);
                REQUIRE(q == Arithmetic::quantize(x, params, -128, 127));
                REQUIRE(any.dequantize(q, params) == Arithmetic::dequantize(q, params));
                REQUIRE(any.clamp_bound(x, params, -128, 127) == Arithmetic::clamp_bound(x, params, -128, 127));
                REQUIRE(any.bias(x, 0.01, 0.1) == Arithmetic::bias(x, 0.01, 0.1));
                const auto accumulator = static_cast<std::int32_t>(generator()) >> 16;
                const int ours = any.requantize(accumulator, any.multiplier(0.1, 0.2, params.scale), 3, -128, 127);
                REQUIRE(ours == Arithmetic::requantize(accumulator, Arithmetic::multiplier(0.1, 0.2, params.scale), 3,
                                                       -128, 127));
            }
        });
}

TEST_CASE("fully connected layers differ under TensorFlow Lite only", "[params]") {
    STATIC_CHECK(std::same_as<linear_profile<profile::tflite>, profile::tflite_linear>);
    STATIC_CHECK(std::same_as<linear_profile<profile::tflite_single>, profile::tflite_linear>);
    STATIC_CHECK(std::same_as<linear_profile<profile::xnnpack>, profile::xnnpack>);
    STATIC_CHECK(!std::convertible_to<profile::any_linear, profile::any>);
    struct derived : profile::tflite {};
    STATIC_CHECK(std::same_as<linear_profile<derived>, derived>);

    for (const profile_value value : known_profiles)
        visit_profile(value, [&]<class Arithmetic>(Arithmetic known) {
            using own = linear_profile<Arithmetic>;
            const profile::any_linear any = to_linear_profile(profile::any(value));
            CAPTURE(any.name());
            visit_accumulators(any, [&]<class Rule>(Rule) { CHECK(std::same_as<Rule, accumulators_of<own>>); });
            for (std::int32_t accumulator = -400; accumulator <= 400; ++accumulator)
                REQUIRE(any.requantize(accumulator, any.multiplier(0.5, 0.25, 1.0), 3, -128, 127) ==
                        own::requantize(accumulator, own::multiplier(0.5, 0.25, 1.0), 3, -128, 127));
            CHECK(to_linear_profile(known).name == own::name);
        });
    // 1/2: away from zero, where the convolutions' second rounding goes away too, and the first up.
    CHECK(profile::tflite_linear::requantize(-1, 0.5, 0, -128, 127) == -1);
    CHECK(profile::tflite_linear::requantize(INT32_MIN, 0x1p30, 0, -128, 127) == -128);
}

TEST_CASE("the rule for accumulators is that of the profile", "[params]") {
    for (const profile_value value : known_profiles)
        visit_profile(value, [&]<class Arithmetic>(Arithmetic known) {
            visit_accumulators(profile::any(value), [&]<class Rule>(Rule) {
                STATIC_CHECK(std::same_as<accumulators_of<Arithmetic>, typename Arithmetic::accumulators_rule>);
                CHECK(std::same_as<Rule, accumulators_of<Arithmetic>>);
            });
            CHECK(scales_in_fixed_point(known) == scales_in_fixed_point(profile::any(value)));
        });
}
