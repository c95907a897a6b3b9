// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <quanta/calibrator/percentile.hpp>

using Catch::Matchers::WithinAbs;
using quanta::real_range;
using support::histogram_of;
using support::int8_symmetric;
using support::uint8_asymmetric;

namespace {

/// first, first + 1, ..., last
std::vector<float> integers(int first, int last) {
    std::vector<float> values;
    for (int value = first; value <= last; ++value) values.push_back(static_cast<float>(value));
    return values;
}

} // namespace

TEST_CASE("data of one sign are cut at the far end", "[calibrator]") {
    const auto histogram = histogram_of<128>(integers(0, 99)); // one value a bin, the last at its exact maximum
    REQUIRE(histogram.bin_width() == 1);
    CHECK(quanta::percentile{.percent = 90}.range(histogram, uint8_asymmetric) == real_range{0, 90});
    CHECK(quanta::percentile{.percent = 50.5}.range(histogram, uint8_asymmetric) == real_range{0, 50.5});
    CHECK(quanta::percentile{.percent = 90}.range(histogram, int8_symmetric) == real_range{-90, 90});
    const auto negative = histogram_of<128>(integers(-99, 0));
    const real_range cut = quanta::percentile{.percent = 90}.range(negative, uint8_asymmetric);
    CHECK_THAT(cut.minimum, WithinAbs(-90, 1e-9));
    CHECK(cut.maximum == 0);
}

TEST_CASE("data of both signs are cut at either end by half", "[calibrator]") {
    const auto histogram = histogram_of<128>(integers(-50, 49));
    REQUIRE(histogram.bin_width() == 1);
    const real_range cut = quanta::percentile{.percent = 80}.range(histogram, uint8_asymmetric);
    CHECK_THAT(cut.minimum, WithinAbs(-41, 1e-9)); // the ten lowest values are in the bins up to (-42, -41]
    CHECK_THAT(cut.maximum, WithinAbs(40, 1e-9));
}

TEST_CASE("100 percent is exact, and nothing exceeds the extremes", "[calibrator]") {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        const auto histogram = histogram_of<64>(support::normal_values(1 + 50 * seed, seed));
        const auto full = quanta::full_range{}.range(histogram, uint8_asymmetric);
        CHECK(quanta::percentile{.percent = 100}.range(histogram, uint8_asymmetric) == full);
        CHECK(quanta::percentile{.percent = 100}.range(histogram, int8_symmetric) ==
              quanta::full_range{}.range(histogram, int8_symmetric));
        for (const double percent : {0.1, 50.0, 99.0, 99.99, 99.9999}) {
            const auto cut = quanta::percentile{percent}.range(histogram, uint8_asymmetric);
            CHECK(cut.minimum >= full.minimum);
            CHECK(cut.maximum <= full.maximum);
            CHECK(cut.minimum <= 0);
            CHECK(cut.maximum >= 0);
        }
    }
}

TEST_CASE("the percentile of a normal distribution", "[calibrator]") {
    const auto histogram = histogram_of(support::normal_values(1'000'000, 3));
    const auto cut = quanta::percentile{.percent = 99}.range(histogram, int8_symmetric);
    CHECK_THAT(cut.maximum, WithinAbs(2.5758, 0.02));
    const auto ends = quanta::percentile{.percent = 99}.range(histogram, uint8_asymmetric);
    CHECK_THAT(ends.minimum, WithinAbs(-2.5758, 0.02));
    CHECK_THAT(ends.maximum, WithinAbs(2.5758, 0.02));
}

TEST_CASE("zeros count, but never leave an empty range", "[calibrator]") {
    std::vector<float> values(100'000);
    values[7] = 4;
    CHECK(quanta::percentile{}.range(histogram_of(values), uint8_asymmetric) == real_range{0, 4});
    CHECK(quanta::percentile{}.range(histogram_of(values), int8_symmetric) == real_range{-4, 4});
    CHECK(quanta::percentile{}.range(histogram_of({0, 0}), uint8_asymmetric) == real_range{0, 0});
}

TEST_CASE("percentile says what is wrong", "[calibrator]") {
    CHECK_THROWS_WITH(quanta::percentile{}.range(quanta::histogram<64>(), uint8_asymmetric),
                      "percentile: nothing was observed");
    CHECK_THROWS_WITH(quanta::percentile{.percent = 0}.range(histogram_of({1}), uint8_asymmetric),
                      "percentile: 0 percent is outside (0, 100]");
    CHECK_THROWS_WITH(quanta::percentile{.percent = 100.5}.range(histogram_of({1}), uint8_asymmetric),
                      "percentile: 100.5 percent is outside (0, 100]");
    CHECK_THROWS_WITH(quanta::percentile{.percent = std::nan("")}.range(histogram_of({1}), uint8_asymmetric),
                      Catch::Matchers::EndsWith("percent is outside (0, 100]"));
}
