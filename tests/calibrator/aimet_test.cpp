// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <calibrator/golden_cases.hpp>
#include <quanta/calibrator/aimet_tf_enhanced.hpp>
#include <quanta/observer/aimet_histogram.hpp>

using Catch::Matchers::WithinAbs;
using quanta::aimet_histogram;
using quanta::aimet_tf_enhanced;
using quanta::real_range;

TEST_CASE("AIMET's masses", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("aimet")) {
        CAPTURE(golden.name);
        const auto histogram = golden.observed<aimet_histogram>();
        std::vector<double> masses; // of each batch, added; AIMET averages them
        for (const double mass : histogram.bins().counts)
            masses.push_back(std::round(7200000 * mass / static_cast<double>(golden.batches.size())));
        CHECK(support::golden_checksum(masses) ==
              golden.results["checksum of masses times 7200000"].get<std::uint32_t>());
    }
}

TEST_CASE("AIMET's encodings", "[calibrator][golden]") {
    for (const auto& golden : support::golden_cases("aimet")) {
        CAPTURE(golden.name);
        const auto histogram = golden.observed<aimet_histogram>();
        const auto agree = [&](const char* what, quanta::integer_target target) {
            CAPTURE(what);
            const real_range found = aimet_tf_enhanced{}.range(histogram, target);
            const double minimum = golden.results[what][0].template get<double>();
            const double maximum = golden.results[what][1].template get<double>(), margin = 1e-6 * maximum;
            CHECK_THAT(found.minimum, WithinAbs(target.symmetric ? -maximum : minimum, margin));
            CHECK_THAT(found.maximum, WithinAbs(maximum, margin));
        };
        agree("asymmetric, 8 bits", support::uint8_asymmetric);
        agree("asymmetric, 8 bits", {-128, 127, false});
        agree("asymmetric, 4 bits", support::uint4_asymmetric);
        agree("symmetric, 8 bits", {-128, 127, true});
        agree("symmetric, 4 bits", {-8, 7, true});
        agree("strict, 8 bits", support::int8_symmetric);
        agree("strict, 4 bits", support::int4_symmetric);
    }
}

TEST_CASE("AIMET's first batch fixes the range, zeros excepted", "[calibrator]") {
    aimet_histogram histogram;
    histogram.observe(quanta::view(std::vector<float>{0, 0}));
    CHECK(histogram.bins().counts.empty());
    const real_range unit = aimet_tf_enhanced{}.range(histogram, support::uint8_asymmetric);
    CHECK_THAT(unit.minimum, WithinAbs(-1, 0.005));
    CHECK_THAT(unit.maximum, WithinAbs(1, 0.005));
    histogram.observe(quanta::view(std::vector<float>{-1, 1}));
    CHECK(histogram.bins().lowest == -3);
    histogram.observe(quanta::view(std::vector<float>{10, 1, 1, 1}));
    CHECK(histogram.bins().total() == 1 + 0.75);
}

TEST_CASE("AIMET's bins at the ends of the floats", "[calibrator]") {
    constexpr float largest = std::numeric_limits<float>::max();
    aimet_histogram histogram;
    histogram.observe(quanta::view(std::vector<float>{-largest, largest}));
    CHECK(histogram.bins().lowest == -largest);
    const real_range found = aimet_tf_enhanced{}.range(histogram, support::int8_symmetric);
    CHECK(found.maximum <= largest);
    CHECK(found.maximum > 0.9 * largest);
}

TEST_CASE("AIMET's bins of denormals count nothing, and give its least range", "[calibrator]") {
    aimet_histogram histogram;
    histogram.observe(quanta::view(std::vector<float>{0, 1e-45F, -1e-45F}));
    for (const quanta::integer_target target : {support::int8_symmetric, support::uint8_asymmetric, {-1, 1, true}}) {
        const real_range found = aimet_tf_enhanced{}.range(histogram, target);
        CHECK(found.minimum <= 0);
        CHECK(found.maximum >= 0);
        CHECK(found.maximum - found.minimum <= 0.0201);
        CHECK(found.maximum - found.minimum > 0);
    }
}

TEST_CASE("AIMET's grids of few steps may leave the floats", "[calibrator]") {
    aimet_histogram histogram;
    histogram.observe(quanta::view(std::vector<float>{-3e38F, 3e38F}));
    const real_range found = aimet_tf_enhanced{}.range(histogram, {-1, 1, true});
    CHECK(found.maximum > 0);
    CHECK(found.maximum <= std::numeric_limits<float>::max());
}

TEST_CASE("aimet_tf_enhanced says what is wrong", "[calibrator]") {
    CHECK_THROWS_WITH(aimet_tf_enhanced{}.range(aimet_histogram(), support::int8_symmetric),
                      "aimet_tf_enhanced: nothing was observed");
}
