// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/observer/absolute_max.hpp>
#include <quanta/observer/min_max.hpp>

using quanta::real_range;
using support::int8_symmetric;
using support::uint8_asymmetric;

namespace {

template <class Statistics>
Statistics observed(const std::vector<float>& values) {
    Statistics statistics;
    statistics.observe(quanta::view(values));
    return statistics;
}

} // namespace

TEST_CASE("full_range holds everything and 0", "[calibrator]") {
    const quanta::full_range calibrator;
    const auto mixed = observed<quanta::min_max>({-1, 0.5f, 3});
    CHECK(calibrator.range(mixed, uint8_asymmetric) == real_range{-1, 3});
    CHECK(calibrator.range(mixed, int8_symmetric) == real_range{-3, 3});
    CHECK(calibrator.range(observed<quanta::min_max>({2, 3}), uint8_asymmetric) == real_range{0, 3});
    CHECK(calibrator.range(observed<quanta::min_max>({-2, -3}), uint8_asymmetric) == real_range{-3, 0});
    CHECK(calibrator.range(observed<quanta::min_max>({0, 0}), int8_symmetric) == real_range{0, 0});
    CHECK(calibrator.range(observed<quanta::histogram<16>>({-1, 0.5f, 3}), uint8_asymmetric) == real_range{-1, 3});
}

TEST_CASE("a magnitude gives a range of both signs", "[calibrator]") {
    const auto magnitude = observed<quanta::absolute_max>({-1, 0.5f, 3});
    CHECK(quanta::full_range{}.range(magnitude, int8_symmetric) == real_range{-3, 3});
    CHECK(quanta::full_range{}.range(magnitude, uint8_asymmetric) == real_range{-3, 3});
}

TEST_CASE("calibrating nothing is an error", "[calibrator]") {
    CHECK_THROWS_WITH(quanta::full_range{}.range(quanta::min_max(), uint8_asymmetric),
                      "full_range: nothing was observed");
    CHECK_THROWS_WITH(quanta::full_range{}.range(quanta::absolute_max(), uint8_asymmetric),
                      "full_range: nothing was observed");
    const auto not_finite = observed<quanta::min_max>({std::numeric_limits<float>::infinity(), std::nanf("")});
    CHECK_THROWS_WITH(quanta::full_range{}.range(not_finite, uint8_asymmetric),
                      "full_range: nothing was observed but 2 values that are NaN or infinite");
}

TEST_CASE("a target without 0 or without positive integers is an error", "[calibrator]") {
    const auto mixed = observed<quanta::min_max>({-1, 1});
    CHECK_THROWS_WITH(quanta::full_range{}.range(mixed, quanta::integer_target{1, 5, false}),
                      "full_range: a target of 1 to 5 must hold 0 and a positive integer");
    CHECK_THROWS_WITH(quanta::full_range{}.range(mixed, quanta::integer_target{}),
                      "full_range: a target of 0 to 0 must hold 0 and a positive integer");
}
