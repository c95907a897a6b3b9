// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <quanta/calibrator/bin_masses.hpp>
#include <quanta/calibrator/magnitudes.hpp>

namespace {

struct mass {
    double from, to;
    std::uint64_t count;
    friend bool operator==(const mass&, const mass&) = default;
};

std::vector<mass> masses(const quanta::HistogramStatistics auto& histogram) {
    std::vector<mass> copied;
    for (const quanta::bin_mass& bin : quanta::bin_masses(histogram)) copied.push_back({bin.from, bin.to, bin.count});
    return copied;
}

} // namespace

TEST_CASE("masses end at the exact extremes and keep zeros apart", "[calibrator]") {
    const auto histogram = support::histogram_of<16>({-3, -3.5f, 0, 0, 0.5f, 6.25f, 6.75f});
    REQUIRE(histogram.bin_width() == 1);
    CHECK(masses(histogram) == std::vector<mass>{{-3.5, -3, 2}, {0, 0, 2}, {0, 1, 1}, {6, 6.75, 2}});
}

TEST_CASE("equal values are a point", "[calibrator]") {
    CHECK(masses(support::histogram_of<16>({0.7f, 0.7f})) == std::vector<mass>{{0.7f, 0.7f, 2}});
    CHECK(masses(support::histogram_of<16>({0, 0, 0})) == std::vector<mass>{{0, 0, 3}});
}

TEST_CASE("magnitudes fold the bins", "[calibrator]") {
    const auto histogram = support::histogram_of<16>({-9, -9.5f, -1, 0, 1.5f, 2.5f});
    REQUIRE(histogram.bin_width() == 1);
    const quanta::magnitudes magnitudes(histogram);
    static_assert(quanta::HistogramStatistics<decltype(magnitudes)>);
    CHECK(masses(magnitudes) == std::vector<mass>{{0, 0, 1}, {1, 2, 2}, {2, 3, 1}, {9, 9.5, 2}});
    CHECK(magnitudes.count() == 6);
    CHECK(magnitudes.minimum() == 0);
    CHECK(magnitudes.maximum() == 9.5);

    const auto negative = support::histogram_of<16>({-9, -4.5f});
    CHECK(quanta::magnitudes(negative).minimum() == 4.5);
}
