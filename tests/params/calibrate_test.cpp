// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/calibrate.hpp>
#include <quanta/params/scheme.hpp>

using namespace quanta;
using Catch::Matchers::ContainsSubstring;

namespace {

using bytes = scheme<uint8, asymmetric, per_tensor>;
using weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using groups = scheme<int4, symmetric, per_group<2>>;

} // namespace

TEST_CASE("calibrate from an observer", "[params]") {
    const std::vector<float> first{-51, 3}, second{204};
    min_max statistics;
    statistics.observe(view(first));
    statistics.observe(view(second));
    const auto q = calibrate<bytes>(statistics, full_range{});
    CHECK(q[0].scale == 1.0F);
    CHECK(q[0].zero_point == 51);
}

TEST_CASE("calibrate from an observer for each slice", "[params]") {
    const std::vector<float> values{1, -127, 3, 254, 0, 0};
    sliced<min_max, per_channel<0>> statistics;
    statistics.observe(view(values.data(), {3, 2}));
    const auto q = calibrate<weights>(statistics, full_range{});
    REQUIRE(q.slices() == 3);
    CHECK(q[0].scale == 1.0F);
    CHECK(q[1].scale == 2.0F);
    CHECK(q[2].scale == 1.0F);
}

TEST_CASE("calibrate from a tensor", "[params]") {
    const std::vector<float> values{7, -1, 14, 2, 3.5F, 0};
    const auto q = calibrate<groups>(view(values.data(), {2, 3})); // groups of 2 and 1 in each row
    REQUIRE(q.slices() == 4);
    CHECK(q[0].scale == 1.0F);
    CHECK(q[1].scale == 2.0F);
    CHECK(q[2].scale == 0.5F);
    CHECK(q[3].scale == 1.0F);
}

TEST_CASE("calibrate skips what is not finite, and wants something that is", "[params]") {
    constexpr float infinity = std::numeric_limits<float>::infinity(),
                    not_a_number = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> some{not_a_number, -51, infinity, 204}, none{not_a_number, infinity}, empty;
    CHECK(calibrate<bytes>(view(some))[0].zero_point == 51);
    CHECK_THROWS_WITH(calibrate<bytes>(view(none)), ContainsSubstring("nothing was observed"));
    CHECK_THROWS_WITH(calibrate<bytes>(view(empty)), ContainsSubstring("nothing was observed"));
    CHECK_THROWS_WITH(calibrate<bytes>(min_max{}, full_range{}), ContainsSubstring("nothing was observed"));
}

TEST_CASE("calibrate refuses a group larger than the axis", "[params]") {
    const std::vector<float> one{1};
    CHECK_THROWS_WITH(calibrate<groups>(view(one)), ContainsSubstring("a group of 2 on an axis of 1"));
}
