// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/wide_multiplier.hpp>
#include <support/failure.hpp>

using namespace quanta;

namespace {

constexpr std::int64_t most = (std::int64_t{1} << 47) - 1;

wide_multiplier of(double value) { return to_wide(to_fixed_point(value)); }

} // namespace

TEST_CASE("a wide multiplier has 15 bits", "[core]") {
    CHECK(of(0.5).mantissa == 1 << 14);
    CHECK(of(0.5).shift == 15);
    CHECK(of(100.0).mantissa == 25600);
    CHECK(of(100.0).shift == 8);
    CHECK(of(0.0).mantissa == 0);
    CHECK(to_wide({0x7FFF0000, 0}).mantissa == 0x7FFF); // not rounded to 2^15
    CHECK(to_wide({0x7FFEFFFF, 0}).mantissa == 0x7FFF);
    CHECK(to_wide({0x40008000, 0}).mantissa == 0x4001); // ties go up
    CHECK(to_wide({0x40007FFF, 0}).mantissa == 0x4000);
    REQUIRE_ERROR(static_cast<void>(of(128.0)), "wide multiplier: exponent 8 is not in [-31, 7]");
}

TEST_CASE("a wide multiplication rounds once, ties towards plus infinity, for any sum of 48 bits", "[core]") {
    CHECK(apply(of(0.5), 3) == 2);
    CHECK(apply(of(0.5), -3) == -1);
    CHECK(apply(of(0.25), -10) == -2);
    CHECK(apply(of(0x1p-32), most) == std::int64_t{1} << 15);
    CHECK(apply(of(0x1p-32), -most - 1) == -(std::int64_t{1} << 15));
    CHECK(apply(of(127.99999), most) == (std::int64_t{1} << 39) * 0x7FFF - 128);
    CHECK(apply(of(127.99999), -most - 1) == -(std::int64_t{1} << 39) * 0x7FFF);
}
