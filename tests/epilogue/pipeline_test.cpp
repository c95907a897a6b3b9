// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>

#include <quanta/epilogue.hpp>

namespace ep = quanta::epilogue;

namespace {

/// The smallest stage.
struct minimal_stage {
    template <std::same_as<float> Value>
    using result = std::int32_t;
};
/// The smallest stage that every instruction set can evaluate.
struct minimal_scalar_stage : minimal_stage {
    std::int32_t operator()(float, std::size_t, std::size_t) const { return 1; }
};
struct without_result {};
struct gives_double {
    template <class Value>
    using result = double;
};
struct owns_memory : minimal_stage {
    std::string name;
};
struct returns_another_type : minimal_stage {
    float operator()(float, std::size_t, std::size_t) const { return 1; }
};

constexpr auto of_float = [](float v) { return v; };
constexpr auto of_integer = [](std::int32_t v) { return static_cast<float>(v); };
constexpr auto of_any = [](auto v) { return v; };
constexpr auto of_place = [](float v, std::size_t, std::size_t) { return v; };
constexpr auto of_text = [](std::string v) { return v; };

} // namespace

TEST_CASE("EpilogueStage: a minimal stage satisfies it", "[epilogue]") {
    STATIC_REQUIRE(ep::EpilogueStage<minimal_stage>);
    STATIC_REQUIRE(ep::EpilogueStageFor<minimal_stage, float>);
    STATIC_REQUIRE(ep::ScalarStageFor<minimal_scalar_stage, float>);
    STATIC_REQUIRE_FALSE(ep::ScalarStageFor<minimal_stage, float>);
}

TEST_CASE("EpilogueStage: what breaks one of its rules does not satisfy it", "[epilogue]") {
    STATIC_REQUIRE_FALSE(ep::EpilogueStage<without_result>);
    STATIC_REQUIRE_FALSE(ep::EpilogueStage<gives_double>);
    STATIC_REQUIRE_FALSE(ep::EpilogueStage<owns_memory>);
    STATIC_REQUIRE_FALSE(ep::EpilogueStageFor<minimal_stage, std::int32_t>);
    STATIC_REQUIRE_FALSE(ep::EpilogueStageFor<minimal_stage, double>);
    STATIC_REQUIRE_FALSE(ep::ScalarStageFor<returns_another_type, float>);
}

TEST_CASE("EpilogueStage: the library's stages take what their formulas say", "[epilogue]") {
    STATIC_REQUIRE(ep::EpilogueStageFor<ep::requantize, std::int32_t>);
    STATIC_REQUIRE_FALSE(ep::EpilogueStageFor<ep::requantize, float>);
    STATIC_REQUIRE(ep::EpilogueStageFor<ep::quantize, float>);
    STATIC_REQUIRE_FALSE(ep::EpilogueStageFor<ep::quantize, std::int32_t>);
    STATIC_REQUIRE(ep::EpilogueStageFor<ep::relu, std::int32_t>);
    STATIC_REQUIRE(ep::EpilogueStageFor<ep::relu, float>);
    STATIC_REQUIRE(ep::EpilogueStageFor<ep::store<std::uint8_t>, std::int32_t>);
    STATIC_REQUIRE_FALSE(ep::EpilogueStageFor<ep::store<float>, std::int32_t>);
}

TEST_CASE("apply takes what its function takes without losing bits", "[epilogue]") {
    STATIC_REQUIRE(ep::EpilogueStageFor<ep::apply<decltype(of_float)>, float>);
    STATIC_REQUIRE_FALSE(ep::EpilogueStageFor<ep::apply<decltype(of_float)>, std::int32_t>);
    STATIC_REQUIRE(ep::EpilogueStageFor<ep::apply<decltype(of_integer)>, std::int32_t>);
    STATIC_REQUIRE_FALSE(ep::EpilogueStageFor<ep::apply<decltype(of_integer)>, float>);
    STATIC_REQUIRE(ep::EpilogueStageFor<ep::apply<decltype(of_any)>, std::int32_t>);
    STATIC_REQUIRE(ep::EpilogueStageFor<ep::apply<decltype(of_any)>, float>);
    STATIC_REQUIRE(ep::EpilogueStageFor<ep::apply<decltype(of_place)>, float>);
    STATIC_REQUIRE_FALSE(ep::EpilogueStage<ep::apply<decltype(of_text)>>);
}

TEST_CASE("a pipeline refuses numbers that a stage cannot work with", "[epilogue]") {
    const float multiplier = 1.0F;
    const quanta::fixed_point_multiplier fixed_point{};
    std::int32_t out = 0;
    const ep::store store{&out, 1};
    CHECK_THROWS_WITH((ep::pipeline{ep::requantize{&multiplier, false, 0, 5, 4}, store}),
                      "requantize: lowest 5 is above highest 4");
    CHECK_THROWS_WITH((ep::pipeline{ep::requantize{&multiplier, false, 1, 0, 4194306}, store}),
                      "requantize: from 0 to 4194306 with zero point 1 is more than 4194304 steps from the zero point");
    CHECK_THROWS_WITH((ep::pipeline{ep::requantize_fixed_point{&fixed_point, false, 0, 5, 4}, store}),
                      "requantize_fixed_point: lowest 5 is above highest 4");
    CHECK_THROWS_WITH((ep::pipeline{ep::requantize_in_double{&multiplier, false, 0, 5, 4}, store}),
                      "requantize_in_double: lowest 5 is above highest 4");
    constexpr std::int32_t highest = std::numeric_limits<std::int32_t>::max();
    CHECK_THROWS_WITH(
        (ep::pipeline{ep::requantize_twice_rounded{&fixed_point, false, -1, 0, highest}, store}),
        "requantize_twice_rounded: from 0 to 2147483647 with zero point -1 is more than 32 bits of steps");
    CHECK_THROWS_WITH((ep::pipeline{ep::quantize{0.0F, 0, 0, 255}, store}),
                      "quantize: the inverse scale 0 is not a positive number");
    CHECK_THROWS_WITH((ep::pipeline{ep::clamp{2, 1}, store}), "clamp: lowest 2 is above highest 1");
}

TEST_CASE("a pipeline copies its stages", "[epilogue]") {
    const std::int32_t value = 5;
    std::int32_t out = 0;
    ep::clamp range{0, 3};
    const ep::pipeline pipeline{range, ep::store{&out, 1}};
    range.highest = 1;
    pipeline.consume<quanta::isa::reference>(ep::tile<std::int32_t>{&value, 1, 1, 1, 0, 0});
    CHECK(out == 3);
}
