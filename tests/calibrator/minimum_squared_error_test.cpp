// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <quanta/calibrator/minimum_squared_error.hpp>

using Catch::Matchers::WithinRel;
using quanta::minimum_squared_error;
using quanta::real_range;
using support::histogram_of;
using support::int4_symmetric;
using support::int8_symmetric;
using support::uint4_asymmetric;
using support::uint8_asymmetric;

namespace {

/// The mean squared error of the values themselves.
double error_of(const std::vector<float>& values, const real_range& range, quanta::integer_target target) {
    const quanta::uniform_grid grid = quanta::grid_of(range, target);
    double sum = 0;
    for (const float x : values)
        sum += std::pow(x - grid.step * std::clamp(std::nearbyint(x / grid.step), grid.lowest, grid.highest), 2);
    return sum / static_cast<double>(values.size());
}

} // namespace

// J. Max, "Quantizing for minimum distortion" (1960), table II: the best uniform steps for a normal distribution are
// 0.3352 for 16 levels and 0.3534 for 15; for 256 levels Hui and Neuhoff (2001) give 0.0308.
TEST_CASE("the best ranges of a normal distribution are the published ones", "[calibrator]") {
    for (std::uint32_t seed = 1; seed <= 3; ++seed) {
        CAPTURE(seed);
        const auto histogram = histogram_of(support::normal_values(1'000'000, seed));
        const minimum_squared_error calibrator;
        CHECK_THAT(calibrator.range(histogram, int4_symmetric).maximum, WithinRel(7 * 0.3534, 0.02));
        CHECK_THAT(calibrator.range(histogram, int8_symmetric).maximum, WithinRel(127 * 0.0308, 0.04));
        const real_range four = calibrator.range(histogram, uint4_asymmetric);
        CHECK_THAT(four.maximum - four.minimum, WithinRel(15 * 0.3352, 0.03));
        const real_range eight = calibrator.range(histogram, uint8_asymmetric);
        CHECK_THAT(eight.maximum - eight.minimum, WithinRel(255 * 0.0308, 0.04));
    }
}

TEST_CASE("no range on a fine grid is much better", "[calibrator]") {
    const auto skewed = [](float x) { return std::exp(x) - 1.5f; };
    for (std::uint32_t seed = 1; seed <= 4; ++seed)
        for (const auto target : {uint4_asymmetric, uint8_asymmetric, int4_symmetric}) {
            CAPTURE(seed, target.lowest, target.highest);
            const auto values = support::normal_values(3000, seed, skewed);
            const auto histogram = histogram_of(values);
            const real_range found = minimum_squared_error{}.range(histogram, target);
            const real_range full = quanta::full_range{}.range(histogram, target);
            double best = error_of(values, full, target);
            for (int low = 1; low <= 20; ++low)
                for (int high = 1; high <= 60; ++high) {
                    if (target.symmetric && low != 20) continue;
                    const double upper = full.maximum * high / 60;
                    const real_range candidate{target.symmetric ? -upper : full.minimum * low / 20, upper};
                    best = std::min(best, error_of(values, candidate, target));
                }
            CHECK(error_of(values, found, target) <= best * 1.02);
        }
}

TEST_CASE("data of one sign keep their end at 0", "[calibrator]") {
    const auto histogram = histogram_of(support::rectified_values(200'000, 2));
    const real_range found = minimum_squared_error{}.range(histogram, uint4_asymmetric);
    CHECK(found.minimum == 0);
    CHECK(found.maximum < histogram.maximum());
    const auto negative = histogram_of(support::normal_values(50'000, 2, [](float x) { return -std::fabs(x); }));
    CHECK(minimum_squared_error{}.range(negative, uint4_asymmetric).maximum == 0);
    CHECK(minimum_squared_error{}.range(negative, uint4_asymmetric).minimum < -2);
}

TEST_CASE("an outlier at one end leaves the other end alone", "[calibrator]") {
    auto values = support::normal_values(1'000'000, 9);
    values[0] = 60;
    const real_range found = minimum_squared_error{}.range(histogram_of(values), uint4_asymmetric);
    CHECK(found.maximum < 6);
    CHECK(found.minimum > -4);
    CHECK(found.minimum < -2);
}

TEST_CASE("what is on the grid already is not clipped", "[calibrator]") {
    CHECK(minimum_squared_error{}.range(histogram_of({0, 0}), uint8_asymmetric) == real_range{0, 0});
    CHECK(minimum_squared_error{}.range(histogram_of({3}), uint8_asymmetric) == real_range{0, 3});
    CHECK(minimum_squared_error{}.range(histogram_of({-3, -3}), int8_symmetric) == real_range{-3, 3});
    CHECK(minimum_squared_error{}.range(histogram_of({0, 0, 0, 5}), int8_symmetric) == real_range{-5, 5});
}

TEST_CASE("the ends of the float range", "[calibrator]") {
    constexpr float largest = std::numeric_limits<float>::max(), smallest = std::numeric_limits<float>::denorm_min();
    for (const auto target : {uint8_asymmetric, int8_symmetric}) {
        const real_range huge = minimum_squared_error{}.range(histogram_of({-largest, largest}), target);
        CHECK(huge == real_range{-largest, largest});
        const real_range tiny = minimum_squared_error{}.range(histogram_of({-smallest, smallest}), target);
        CHECK(tiny == real_range{-smallest, smallest});
    }
}

TEST_CASE("minimum_squared_error says what is wrong", "[calibrator]") {
    CHECK_THROWS_WITH(minimum_squared_error{}.range(quanta::histogram<64>(), uint8_asymmetric),
                      "minimum_squared_error: nothing was observed");
    CHECK_THROWS_WITH(minimum_squared_error{.turns = 0}.range(histogram_of({1}), uint8_asymmetric),
                      "minimum_squared_error: steps per octave, refinement steps and turns are 16, 16, 0 and must be "
                      "positive");
}
