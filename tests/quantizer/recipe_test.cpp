// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <concepts>

#include <catch2/catch_test_macros.hpp>

#include <quanta/calibrator/entropy.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/calibrator/minimum_squared_error.hpp>
#include <quanta/core/integer_formats.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/observer/min_max.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/recipe.hpp>

using namespace quanta;

namespace {

using activations = scheme<uint8, asymmetric, per_tensor>;
using weights = scheme<int8_narrow, symmetric, per_channel<0>>;

} // namespace

TEST_CASE("a recipe names its choices", "[quantizer]") {
    using chosen = recipe<activations, weights, histogram<2048>, entropy, profile::quanta>;
    STATIC_REQUIRE(sizeof(chosen) == 1);
    STATIC_REQUIRE(std::same_as<chosen::activations, activations>);
    STATIC_REQUIRE(std::same_as<chosen::weights, weights>);
    STATIC_REQUIRE(std::same_as<chosen::observer, histogram<2048>>);
    STATIC_REQUIRE(std::same_as<chosen::calibrator, entropy>);
    STATIC_REQUIRE(std::same_as<chosen::profile, profile::quanta>);
    STATIC_REQUIRE(std::same_as<recipe<activations, weights, min_max, full_range>::profile, profile::quanta>);
}

TEST_CASE("a recipe has defaults, each of which can be chosen otherwise", "[quantizer]") {
    STATIC_REQUIRE(
        std::same_as<recipe<>, recipe<activations, weights, histogram<2048>, minimum_squared_error, profile::quanta>>);
    STATIC_REQUIRE(
        std::same_as<recipe<activations, scheme<int4, symmetric, per_tensor>>::calibrator, minimum_squared_error>);
}
