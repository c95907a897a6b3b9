// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <calibrator/golden_cases.hpp>
#include <quanta/calibrator/octav.hpp>

using Catch::Matchers::WithinAbs;
using quanta::octav;
using quanta::real_range;

TEST_CASE("OCTAV as AI Edge Quantizer finds it, to one bin", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("ai_edge")) {
        CAPTURE(golden.name);
        const auto histogram = golden.observed<quanta::histogram<2048>>();
        const auto agree = [&](const char* what, quanta::integer_target target) {
            CAPTURE(what);
            const real_range found = octav{}.range(histogram, target);
            CHECK_THAT(found.maximum, WithinAbs(golden.results[what].template get<double>(), histogram.bin_width()));
            CHECK(found.minimum == (target.symmetric ? -found.maximum : 0));
        };
        agree("symmetric, 8 bits", support::int8_symmetric);
        agree("symmetric, 8 bits", {-128, 127, true});
        agree("symmetric, 4 bits", support::int4_symmetric);
        if (golden.has_negative_values()) continue;
        agree("unsigned, 8 bits", support::uint8_asymmetric);
        agree("unsigned, 4 bits", support::uint4_asymmetric);
    }
}

TEST_CASE("OCTAV of zeros and of one value", "[calibrator]") {
    CHECK(octav{}.range(support::histogram_of({0, 0}), support::int8_symmetric) == real_range{0, 0});
    CHECK_THAT(octav{}.range(support::histogram_of({-3, -3}), support::int8_symmetric).maximum, WithinAbs(3, 1e-12));
}

TEST_CASE("octav says what is wrong", "[calibrator]") {
    const auto histogram = support::histogram_of({-1});
    CHECK_THROWS_WITH(octav{}.range(quanta::histogram<64>(), support::int8_symmetric), "octav: nothing was observed");
    CHECK_THROWS_WITH(octav{0}.range(histogram, support::int8_symmetric), "octav: 0 iterations");
    CHECK_THROWS_WITH(octav{}.range(histogram, support::uint8_asymmetric),
                      "octav: knows magnitudes only, and the data reach down to -1: the target must be symmetric");
}
