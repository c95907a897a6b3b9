// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <observer/float_data.hpp>
#include <quanta/observer/moving_average_min_max.hpp>

using Catch::Matchers::WithinRel;

namespace {

void observe(quanta::moving_average_min_max& observer, std::vector<float> batch) {
    observer.observe(quanta::view(batch));
}

} // namespace

TEST_CASE("the first batch sets the range, later ones move it by the averaging constant", "[observer]") {
    quanta::moving_average_min_max observer;
    observe(observer, {-1, 3});
    CHECK(observer.minimum() == -1);
    CHECK(observer.maximum() == 3);
    observe(observer, {-2, 13});
    CHECK_THAT(observer.minimum(), WithinRel(-1.01, 1e-15));
    CHECK_THAT(observer.maximum(), WithinRel(3.1, 1e-15));
    CHECK(observer.batches() == 2);
    CHECK(observer.count() == 4);
}

TEST_CASE("a batch without finite values is not averaged", "[observer]") {
    quanta::moving_average_min_max observer(0.5);
    observe(observer, {support::nan});
    observe(observer, {2, 4, support::infinity});
    observe(observer, {});
    observe(observer, {support::nan, support::nan});
    CHECK(observer.minimum() == 2);
    CHECK(observer.maximum() == 4);
    CHECK(observer.batches() == 1);
    CHECK(observer.non_finite() == 4);
}

TEST_CASE("merging weighs by batches", "[observer]") {
    quanta::moving_average_min_max one(0.5), three(0.5), nothing(0.5);
    observe(one, {0, 8});
    for (int batch = 0; batch < 3; ++batch) observe(three, {-4, 4});
    one.merge(three);
    CHECK(one.minimum() == -3);
    CHECK(one.maximum() == 5);
    CHECK(one.batches() == 4);
    one.merge(nothing);
    CHECK(one.minimum() == -3);
    nothing.merge(one);
    CHECK(nothing.minimum() == -3);
    CHECK(nothing.count() == 8);
}

TEST_CASE("a wrong averaging constant is an error that names it", "[observer]") {
    CHECK_THROWS_WITH(quanta::moving_average_min_max(0.0),
                      "moving_average_min_max: averaging constant 0 is outside (0, 1]");
    CHECK_THROWS_WITH(quanta::moving_average_min_max(1.5),
                      "moving_average_min_max: averaging constant 1.5 is outside (0, 1]");
    quanta::moving_average_min_max half(0.5);
    CHECK_THROWS_WITH(half.merge(quanta::moving_average_min_max(0.25)),
                      "moving_average_min_max: merging averaging constants 0.5 and 0.25");
}
