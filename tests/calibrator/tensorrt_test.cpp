// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <calibrator/golden_cases.hpp>
#include <quanta/calibrator/tensorrt_entropy.hpp>
#include <quanta/calibrator/tensorrt_mse.hpp>
#include <quanta/calibrator/tensorrt_percentile.hpp>
#include <quanta/observer/tensorrt_histogram.hpp>

using Catch::Matchers::WithinRel;
using quanta::real_range;
using quanta::tensorrt_entropy;
using quanta::tensorrt_histogram;
using quanta::tensorrt_mse;
using quanta::tensorrt_percentile;
using support::int4_symmetric;
using support::int8_symmetric;
using support::uint8_asymmetric;

namespace {

tensorrt_histogram observed(const std::vector<float>& values) {
    tensorrt_histogram histogram;
    histogram.observe(quanta::view(values));
    return histogram;
}

} // namespace

TEST_CASE("TensorRT's toolkit: Model Optimizer's bins", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("modelopt")) {
        CAPTURE(golden.name);
        const auto histogram = golden.observed<tensorrt_histogram>();
        const quanta::equal_bins& bins = histogram.bins();
        CHECK(bins.counts.size() == golden.results["bins"].get<std::size_t>());
        CHECK(support::golden_checksum(bins.counts) == golden.results["checksum of counts"].get<std::uint32_t>());
        CHECK_THAT(bins.edge(bins.counts.size()), WithinRel(golden.results["last edge"].get<double>(), 1e-6));
    }
}

TEST_CASE("TensorRT's toolkit: Model Optimizer's thresholds", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("modelopt")) {
        CAPTURE(golden.name);
        const auto histogram = golden.observed<tensorrt_histogram>();
        const auto agree = [&](const char* what, const auto& calibrator, quanta::integer_target target) {
            CAPTURE(what);
            const real_range found = calibrator.range(histogram, target);
            CHECK_THAT(found.maximum, WithinRel(golden.results[what].template get<double>(), 1e-6));
            CHECK(found.minimum == (target.symmetric ? -found.maximum : 0));
        };
        agree("percentile 99.99", tensorrt_percentile{}, int8_symmetric);
        agree("percentile 99", tensorrt_percentile{99}, int8_symmetric);
        agree("mse 8 bits", tensorrt_mse{}, int8_symmetric);
        agree("mse 4 bits", tensorrt_mse{}, int4_symmetric);
        agree("entropy 8 bits", tensorrt_entropy{}, int8_symmetric);
        agree("entropy 4 bits", tensorrt_entropy{}, int4_symmetric);
        if (golden.has_negative_values()) continue;
        agree("mse 8 bits, unsigned", tensorrt_mse{}, uint8_asymmetric);
        agree("entropy 8 bits, unsigned", tensorrt_entropy{}, uint8_asymmetric);
    }
}

TEST_CASE("Model Optimizer's mean squared error, as shipped, is always its first candidate", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("modelopt")) {
        CAPTURE(golden.name);
        const auto histogram = golden.observed<tensorrt_histogram>();
        CHECK_THAT(golden.results["mse 8 bits, as shipped"].get<double>(),
                   WithinRel(histogram.bins().center(128), 1e-6));
    }
}

namespace {

/// `tensorrt_mse` as its toolkit computes it: every candidate over all bins.
double plain_mse(const quanta::equal_bins& bins, float steps) {
    double best = std::numeric_limits<double>::infinity(), magnitude = 0;
    for (std::size_t candidate = 128; candidate < bins.counts.size(); ++candidate) {
        const float per_unit = steps / static_cast<float>(bins.center(candidate));
        double sum = 0;
        for (std::size_t bin = 0; bin < bins.counts.size(); ++bin) {
            const auto center = static_cast<float>(bins.center(bin));
            const float error = std::min(quanta::round_to_even(center * per_unit), steps) / per_unit - center;
            sum += quanta::uncontracted(double{error} * error * bins.counts[bin]);
        }
        if (sum < best) best = sum, magnitude = bins.center(candidate);
    }
    return magnitude;
}

} // namespace

TEST_CASE("the bound that spares the mean squared error most candidates changes no bit", "[calibrator]") {
    std::mt19937 random(Catch::getSeed());
    std::normal_distribution<float> normal;
    for (const float outlier : {0.0F, 1e-36F, 8.0F, 12.0F}) {
        CAPTURE(outlier);
        std::vector<float> values(1 + (outlier > 0 ? 3000 : 1));
        for (float& value : values) value = normal(random) * (outlier == 1e-36F ? 1e-37F : 1);
        auto histogram = observed(values);
        histogram.observe(quanta::view(std::vector<float>{outlier}));
        CHECK(tensorrt_mse{}.range(histogram, int8_symmetric).maximum == plain_mse(histogram.bins(), 127));
        CHECK(tensorrt_mse{}.range(histogram, int4_symmetric).maximum == plain_mse(histogram.bins(), 7));
    }
}

TEST_CASE("the mean squared error of a histogram that grew to many bins is found soon", "[calibrator]") {
    std::mt19937 random(Catch::getSeed());
    std::normal_distribution<float> normal;
    std::vector<float> values(5000);
    for (float& value : values) value = normal(random);
    auto histogram = observed(values);
    histogram.observe(quanta::view(std::vector<float>{1e3F}));
    CHECK(histogram.bins().counts.size() > 300000);
    CHECK(tensorrt_mse{}.range(histogram, int8_symmetric).maximum > 900);
}

TEST_CASE("zeros alone give an empty range, and later bins keep them", "[calibrator]") {
    auto histogram = observed({0, 0, 0});
    CHECK(tensorrt_entropy{}.range(histogram, int8_symmetric) == real_range{});
    CHECK(tensorrt_mse{}.range(histogram, int8_symmetric) == real_range{});
    CHECK(tensorrt_percentile{}.range(histogram, int8_symmetric) == real_range{});
    histogram.observe(quanta::view(std::vector<float>{2, -1}));
    CHECK(histogram.bins().counts.front() == 3);
    CHECK(histogram.bins().counts.back() == 1);
    CHECK(histogram.bins().edge(2048) == 2);
}

TEST_CASE("TensorRT's presets say what is wrong", "[calibrator]") {
    const auto histogram = observed({-1, 2});
    CHECK_THROWS_WITH(tensorrt_entropy{}.range(tensorrt_histogram(), int8_symmetric),
                      "tensorrt_entropy: nothing was observed");
    CHECK_THROWS_WITH(
        tensorrt_mse{}.range(histogram, uint8_asymmetric),
        "tensorrt_mse: knows magnitudes only, and the data reach down to -1: the target must be symmetric");
    CHECK_THROWS_WITH(tensorrt_percentile{101}.range(histogram, int8_symmetric),
                      "tensorrt_percentile: 101 percent is outside [0, 100]");
    CHECK_THROWS_WITH(tensorrt_entropy{0}.range(histogram, int8_symmetric),
                      "tensorrt_entropy: first_bin is 0 and must be at least 2");
    CHECK_THROWS_WITH(tensorrt_mse{-1}.range(histogram, int8_symmetric),
                      "tensorrt_mse: first_bin is -1 and must not be negative");
    CHECK_THROWS_WITH(tensorrt_mse{5000}.range(histogram, int8_symmetric),
                      "tensorrt_mse: first_bin is 5000, and there are 2048 bins");
    CHECK_THROWS_WITH(tensorrt_entropy{5000}.range(histogram, int8_symmetric),
                      "tensorrt_entropy: first_bin is 5000, and there are 2048 bins");
    auto tiny = observed({1e-9F});
    CHECK_THROWS_WITH(tiny.observe(quanta::view(std::vector<float>{1})),
                      Catch::Matchers::StartsWith("tensorrt_histogram: the first batch made bins of 4.8828"));
}
