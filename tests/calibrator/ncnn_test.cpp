// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <calibrator/golden_cases.hpp>
#include <quanta/calibrator/ncnn_entropy.hpp>
#include <quanta/observer/absolute_max.hpp>
#include <quanta/observer/ncnn_histogram.hpp>

using Catch::Matchers::WithinRel;
using quanta::ncnn_entropy;
using quanta::ncnn_histogram;
using quanta::ncnn_layout;
using quanta::real_range;

TEST_CASE("ncnn's bins and thresholds", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("ncnn")) {
        CAPTURE(golden.name);
        const double largest = golden.observed<quanta::absolute_max>().absolute_maximum();
        const auto histogram = golden.observed(ncnn_histogram(ncnn_layout::up_to(largest)));
        CHECK(support::golden_checksum(histogram.bins().counts) ==
              golden.results["checksum of counts"].get<std::uint32_t>());
        const real_range found = ncnn_entropy{}.range(histogram, support::int8_symmetric);
        CHECK_THAT(found.maximum, WithinRel(golden.results["threshold"].get<double>(), 1e-6));
        CHECK(found.minimum == -found.maximum);
    }
}

TEST_CASE("without the largest magnitude, ncnn's first batch lays the bins out", "[calibrator]") {
    ncnn_histogram histogram;
    histogram.observe(quanta::view(std::vector<float>{0, 0}));
    CHECK(ncnn_entropy{}.range(histogram, support::int8_symmetric) == real_range{});
    histogram.observe(quanta::view(std::vector<float>{0, 2, -1}));
    histogram.observe(quanta::view(std::vector<float>{5}));
    CHECK(histogram.bins().edge(2048) == 2);
    CHECK(histogram.bins().counts[1024] == 1);
    CHECK(histogram.bins().counts[2047] == 2);
    CHECK(histogram.bins().total() == 3);
    CHECK(histogram.count() == 6);
}

TEST_CASE("ncnn_entropy says what is wrong", "[calibrator]") {
    CHECK_THROWS_WITH(ncnn_entropy{}.range(ncnn_histogram(), support::int8_symmetric),
                      "ncnn_entropy: nothing was observed");
    ncnn_histogram histogram;
    histogram.observe(quanta::view(std::vector<float>{-1}));
    CHECK_THROWS_WITH(
        ncnn_entropy{}.range(histogram, support::uint8_asymmetric),
        "ncnn_entropy: knows magnitudes only, and the data reach down to -1: the target must be symmetric");
}
