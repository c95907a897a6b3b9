// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <catch2/catch_all.hpp>

#include <quanta/report/histogram_distance.hpp>

using namespace quanta;
using Catch::Matchers::WithinRel;

namespace {

histogram<2048> histogram_of(const std::vector<float>& values) {
    histogram<2048> found;
    found.observe(view(values));
    return found;
}

/// 0, step, 2 step, ... below 1
std::vector<float> even_values(float step) {
    std::vector<float> values;
    for (float x = 0; x < 1; x += step) values.push_back(x);
    return values;
}

} // namespace

TEST_CASE("a shift by a whole number of bins is that share of the range", "[report]") {
    std::vector<float> x = even_values(0x1p-10F), shifted = x;
    for (float& each : shifted) each += 0.25F;
    // both have bins of 2^-10 or finer; the reference's range is 1 - 2^-10
    REQUIRE_THAT(report::histogram_distance(histogram_of(x), histogram_of(shifted)),
                 WithinRel(0.25 / (1 - 0x1p-10), 1e-9));
    REQUIRE_THAT(report::histogram_distance(histogram_of(shifted), histogram_of(x)),
                 WithinRel(0.25 / (1.25 - 0x1p-10), 1e-9));
}

TEST_CASE("rounding moves values by a quarter of a step in the mean", "[report]") {
    const std::vector<float> x = even_values(0x1p-16F);
    std::vector<float> rounded = x;
    for (float& each : rounded) each = std::nearbyint(each * 32) / 32;
    REQUIRE_THAT(report::histogram_distance(histogram_of(x), histogram_of(rounded)), WithinRel(1.0 / 128, 0.05));
}

TEST_CASE("the counts do not matter, only the shares", "[report]") {
    const std::vector<float> few{-1, 1}, many{-1, 1, -1, 1, 1, -1};
    REQUIRE(report::histogram_distance(histogram_of(few), histogram_of(many)) == 0);
}

TEST_CASE("distributions whose bins are of very different widths", "[report]") {
    const std::vector<float> tiny{1e-30F, -1e-30F}, huge{1e30F, -1e30F};
    // relative to the range of 2e30, values move by half of it
    REQUIRE_THAT(report::histogram_distance(histogram_of(huge), histogram_of(tiny)), WithinRel(0.5, 1e-3));
    REQUIRE(report::histogram_distance(histogram_of(tiny), histogram_of(huge)) > 1e55);
}

TEST_CASE("edges of the distance", "[report]") {
    const histogram<2048> none, zeros = histogram_of({0, -0.0F}), one = histogram_of({1});
    REQUIRE(std::isnan(report::histogram_distance(none, one)));
    REQUIRE(std::isnan(report::histogram_distance(one, none)));
    REQUIRE(report::histogram_distance(zeros, zeros) == 0);
    REQUIRE(report::histogram_distance(zeros, one) == std::numeric_limits<double>::infinity());
    REQUIRE_THAT(report::histogram_distance(one, zeros), WithinRel(1.0, 1e-3));
}
