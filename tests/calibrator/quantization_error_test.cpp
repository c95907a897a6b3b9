// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <quanta/calibrator/quantization_error.hpp>

using Catch::Matchers::WithinRel;

TEST_CASE("grids follow profile::quanta", "[calibrator]") {
    const auto symmetric = quanta::grid_of({-2.54, 2.54}, support::int8_symmetric);
    CHECK(symmetric.step == 2.54 / 127);
    CHECK(symmetric.lowest == -127);
    CHECK(symmetric.highest == 127);
    const auto asymmetric = quanta::grid_of({-1, 2}, support::uint8_asymmetric);
    CHECK(asymmetric.step == 3.0 / 255);
    CHECK(asymmetric.lowest == -85);
    CHECK(asymmetric.highest == 170);
    CHECK(quanta::grid_of({0, 2}, {-128, 127, false}).lowest == 0);
    CHECK(quanta::grid_of({0, 2}, {-128, 127, false}).highest == 255);
}

TEST_CASE("errors worked by hand", "[calibrator]") {
    const quanta::uniform_grid grid{1, 0, 3};
    const auto error = [&](double from, double to) { return quanta::expected_squared_error({{from, to, 5}}, grid); };
    CHECK_THAT(error(0, 1), WithinRel(1.0 / 12, 1e-14)); // one cell, in two halves
    CHECK_THAT(error(0, 3), WithinRel(1.0 / 12, 1e-14));
    CHECK_THAT(error(0, 0.5), WithinRel(1.0 / 12, 1e-14));
    CHECK_THAT(error(0.25, 0.5), WithinRel((0.125 - 0.015625) / 3 / 0.25, 1e-14));
    CHECK_THAT(error(3, 5), WithinRel(4.0 / 3, 1e-14)); // clipped: the mean of (x - 3)^2
    CHECK_THAT(error(-2, 0), WithinRel(4.0 / 3, 1e-14));
    CHECK_THAT(error(1.25, 1.25), WithinRel(0.0625, 1e-14)); // a point
    CHECK_THAT(error(7, 7), WithinRel(16.0, 1e-14));
    CHECK(error(0, 0) == 0);
    CHECK_THAT(quanta::expected_squared_error({{0, 0, 3}, {5, 5, 1}}, grid), WithinRel(1.0, 1e-14));
}

TEST_CASE("the expected error is the error of many values", "[calibrator]") {
    for (std::uint32_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        std::mt19937 generator(seed);
        const double from = std::uniform_real_distribution<double>(-4, 3)(generator);
        const double to = from + std::uniform_real_distribution<double>(0.01, 4)(generator);
        const quanta::uniform_grid grid{std::uniform_real_distribution<double>(0.05, 1)(generator), -5, 6};
        double sum = 0;
        constexpr int samples = 200'000;
        for (int i = 0; i < samples; ++i) {
            const double x = from + (to - from) * (i + 0.5) / samples;
            const double q = std::clamp(std::nearbyint(x / grid.step), grid.lowest, grid.highest);
            sum += std::pow(x - grid.step * q, 2);
        }
        CHECK_THAT(quanta::expected_squared_error({{from, to, 1}}, grid), WithinRel(sum / samples, 1e-6));
    }
}
