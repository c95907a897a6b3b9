// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <concepts>
#include <type_traits>
#include <variant>

#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/recipe_value.hpp>
#include <support/failure.hpp>

using namespace quanta;
using graph::calibrator_value;
using graph::observer_value;

namespace {

using activations = scheme<uint8, asymmetric, per_tensor>;
using weights = scheme<int8_narrow, symmetric, per_channel<0>>;

struct same_type {
    template <class Observer, class Calibrator>
    int operator()(const Observer& observer, const Calibrator&) const {
        return observer.count() == 0
                   ? std::is_same_v<Observer, histogram<2048>> + 2 * std::is_same_v<Calibrator, percentile>
                   : -1;
    }
};

} // namespace

TEST_CASE("a recipe decays to plain data", "[graph]") {
    const graph::recipe_value value =
        graph::recipe_value_of<recipe<activations, weights, histogram<2048>, percentile>>({.percent = 99.5});
    CHECK(value.activations == graph::scheme_value_of<activations>);
    CHECK(value.activations.target() == activations::target);
    CHECK(value.weights.format.name == "int8_narrow");
    CHECK(value.weights.is_symmetric);
    CHECK(value.weights.granularity.what == graph::granularity_value::kind::channel);
    CHECK(value.observer == observer_value{});
    CHECK(std::get<percentile>(value.calibrator).percent == 99.5);
    CHECK(value.profile == profile_value::quanta);

    const auto moving = graph::recipe_value_of<recipe<activations, weights, moving_average_min_max, full_range>>();
    CHECK(moving.observer.what == observer_value::kind::moving_average_min_max);
    CHECK(graph::recipe_value_of<recipe<activations, weights, histogram<512>, entropy>>().observer.bins == 512);
}

TEST_CASE("a recipe_value of nothing is recipe<>", "[graph]") {
    const graph::recipe_value value, expected = graph::recipe_value_of<recipe<>>();
    CHECK(value.activations == expected.activations);
    CHECK(value.weights == expected.weights);
    CHECK(value.observer == expected.observer);
    CHECK(value.profile == expected.profile);
    REQUIRE(value.calibrator.index() == expected.calibrator.index());
    CHECK(std::holds_alternative<minimum_squared_error>(value.calibrator));
    CHECK(graph::visit(value.observer, value.calibrator, [](const auto& observer, const auto& calibrator) {
        return std::is_same_v<std::remove_cvref_t<decltype(observer)>, recipe<>::observer> &&
               std::is_same_v<std::remove_cvref_t<decltype(calibrator)>, recipe<>::calibrator>;
    }));
}

TEST_CASE("schemes describe themselves", "[graph]") {
    CHECK(graph::scheme_text(graph::scheme_value_of<activations>) == "asymmetric uint8 per tensor");
    CHECK(graph::scheme_text(graph::scheme_value_of<weights>) == "symmetric int8_narrow per channel of axis 0");
    CHECK(graph::scheme_text(graph::scheme_value_of<scheme<int4, symmetric, per_group<32>>>) ==
          "symmetric int4 in groups of 32");
    for (const graph::format_value& each : graph::known_formats) {
        REQUIRE(graph::find_format(each.name) != nullptr);
        CHECK(*graph::find_format(each.name) == each);
    }
    CHECK(graph::find_format("int5") == nullptr);
}

TEST_CASE("observer and calibrator known at run time become types", "[graph]") {
    using kind = observer_value::kind;
    CHECK(graph::visit(observer_value{}, percentile{}, same_type{}) == 3);
    CHECK(graph::visit(observer_value{}, entropy{}, same_type{}) == 1);
    for (const kind each : {kind::min_max, kind::absolute_max, kind::moving_average_min_max})
        CHECK(graph::visit(observer_value{.what = each}, full_range{}, same_type{}) == 0);
    CHECK(graph::visit(observer_value{}, minimum_squared_error{.turns = 7}, [](const auto&, const auto& calibrator) {
              if constexpr (requires { calibrator.turns; }) return calibrator.turns;
              return 0;
          }) == 7);
}

TEST_CASE("impossible pairs say what goes together", "[graph]") {
    const auto nothing = [](const auto&, const auto&) {};
    for (const calibrator_value& each :
         {calibrator_value(percentile{}), calibrator_value(entropy{}), calibrator_value(minimum_squared_error{})})
        REQUIRE_ERROR(graph::visit(observer_value{.what = observer_value::kind::min_max}, each, nothing),
                      "reads a histogram; min_max, absolute_max and moving_average_min_max go with full_range");
    REQUIRE_ERROR(graph::visit(observer_value{.bins = 512}, full_range{}, nothing), "a histogram of 512 bins");
    REQUIRE_ERROR(
        graph::visit(observer_value{.what = observer_value::kind::moving_average_min_max, .averaging_constant = 2},
                     full_range{}, nothing),
        "averaging constant 2");
}
