// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <limits>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/op/functions.hpp>

namespace functions = quanta::op::functions;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

template <class F>
F make() {
    if constexpr (requires(F f) { f.slope; })
        return {0.1F};
    else if constexpr (requires(F f) { f.lowest; })
        return {-1.0F, 2.0F};
    else
        return {};
}

} // namespace

TEMPLATE_TEST_CASE("a derivative is the slope of its function", "[op]", functions::sigmoid, functions::tanh,
                   functions::hard_swish, functions::gelu, functions::leaky_relu, functions::relu, functions::relu6,
                   functions::clamp) {
    static_assert(functions::Differentiable<TestType>);
    const auto f = make<TestType>();
    for (int step = -79; step <= 79; ++step) {
        const float x = static_cast<float>(step) * 0.11F + 0.047F; // no kink is as close as h
        constexpr float h = 0x1p-7F;
        const double slope = (double{f(x + h)} - double{f(x - h)}) / (2 * h);
        CAPTURE(x);
        REQUIRE(std::abs(slope - f.derivative(x)) < 2e-4);
    }
    CHECK(std::isnan(f(std::nanf(""))));
    for (const float end : {-infinity, infinity, -3e38F, 3e38F, -60.0F, 60.0F}) {
        CHECK_FALSE(std::isnan(f(end)));
        CHECK(std::isfinite(f.derivative(end)));
    }
}

TEST_CASE("functions have their known values", "[op]") {
    CHECK(functions::sigmoid{}(0) == 0.5F);
    CHECK(functions::sigmoid{}(-infinity) == 0);
    CHECK(functions::sigmoid{}(infinity) == 1);
    CHECK(functions::sigmoid{}.derivative(0) == 0.25F);
    CHECK(functions::tanh{}(infinity) == 1);
    CHECK(functions::tanh{}.derivative(0) == 1);
    CHECK(functions::tanh{}.derivative(1000) == 0);
    CHECK(functions::hard_swish{}(1) == static_cast<float>(4.0 / 6));
    CHECK(functions::hard_swish{}(-3) == 0);
    CHECK(functions::hard_swish{}(infinity) == infinity);
    CHECK(functions::gelu{}(1) == static_cast<float>(0.8413447460685429));
    CHECK(functions::gelu{}(-10) == static_cast<float>(-10 * 7.619853024160495e-24)); // far in the tail
    CHECK(functions::gelu{}(-infinity) == 0);
    CHECK(functions::gelu{}(infinity) == infinity);
    CHECK(functions::gelu{}.derivative(0) == 0.5F);
    CHECK(functions::leaky_relu{0.25F}(-8) == -2);
    CHECK(functions::leaky_relu{0.25F}.derivative(-8) == 0.25F);
    CHECK(functions::relu{}.derivative(0) == 0);
    CHECK(functions::relu6{}(7) == 6);
    CHECK((functions::relu6{}.derivative(6) == 0 && functions::relu6{}.derivative(5.9F) == 1));
    CHECK((functions::clamp{-1, 2}.derivative(2) == 1 && functions::clamp{-1, 2}.derivative(2.1F) == 0));
}
