// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cmath>
#include <limits>

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <quanta/calibrator/bin_masses.hpp>
#include <quanta/calibrator/entropy.hpp>
#include <quanta/calibrator/full_range.hpp>
#include <quanta/calibrator/quantization_error.hpp>
#include <quanta/calibrator/window_error.hpp>

using quanta::entropy;
using quanta::real_range;
using support::histogram_of;
using support::int8_symmetric;
using support::uint8_asymmetric;

namespace {

constexpr double any_error = std::numeric_limits<double>::infinity();

/// `counts[i]` values in the middle of bin i, of width 1.
std::vector<float> in_bins(const std::vector<int>& counts, float first = 0) {
    std::vector<float> values;
    for (std::size_t i = 0; i < counts.size(); ++i)
        values.insert(values.end(), static_cast<std::size_t>(counts[i]), first + static_cast<float>(i) + 0.5f);
    return values;
}

} // namespace

TEST_CASE("windows worked by hand", "[calibrator]") {
    const entropy as_published{
        .target_bins = 4, .zeros = entropy::zero_policy::counted, .values_per_bin = 0, .error_limit = any_error};
    SECTION("an even distribution loses nothing by quantization") {
        const auto histogram = histogram_of<16>(in_bins(std::vector<int>(16, 10)));
        CHECK(as_published.range(histogram, uint8_asymmetric) == real_range{0, 15.5});
    }
    SECTION("a rare outlier is clipped") {
        // [0, 12) has groups of 3 bins, equal within; [0, 16) has groups of 4 that mix full and empty bins.
        const auto histogram = histogram_of<16>(in_bins({99, 99, 99, 50, 50, 50, 70, 70, 70, 30, 30, 30, 0, 0, 0, 1}));
        CHECK(as_published.range(histogram, uint8_asymmetric) == real_range{0, 12});
        CHECK(as_published.range(histogram, int8_symmetric) == real_range{-12, 12});
    }
    SECTION("at either end, and zero stays inside") {
        const auto histogram = histogram_of<16>(in_bins({1, 0, 80, 80, 20, 20, 50, 50, 90, 90, 0, 0, 1}, -6));
        REQUIRE(histogram.bin_width() == 1);
        CHECK(as_published.range(histogram, uint8_asymmetric) == real_range{-4, 4});
    }
    SECTION("negative data keep 0") {
        const auto histogram =
            histogram_of<16>(in_bins({1, 0, 0, 30, 30, 30, 70, 70, 70, 50, 50, 50, 99, 99, 99}, -15));
        REQUIRE(histogram.bin_width() == 1);
        CHECK(as_published.range(histogram, uint8_asymmetric) == real_range{-12, 0});
    }
}

TEST_CASE("ties go to the widest or the narrowest window", "[calibrator]") {
    entropy calibrator{.target_bins = 4, .zeros = entropy::zero_policy::counted, .values_per_bin = 0};
    const auto histogram = histogram_of<16>(in_bins({10, 10, 10, 10, 0, 0, 0, 0, 0, 0})); // empty bins are not counted
    CHECK(calibrator.range(histogram, uint8_asymmetric) == real_range{0, 3.5});
    auto far = in_bins(std::vector<int>(8, 10));
    calibrator.ties = entropy::tie_break::narrowest;
    CHECK(calibrator.range(histogram_of<16>(far), uint8_asymmetric) == real_range{0, 7.5}); // narrower windows clip
}

TEST_CASE("exact zeros decide only where they are counted", "[calibrator]") {
    auto values = support::rectified_values(400'000, 11);
    const auto histogram = histogram_of(values);
    const double maximum = histogram.maximum();
    const auto upper = [&](entropy::zero_policy policy) {
        return entropy{.zeros = policy, .error_limit = any_error}.range(histogram, uint8_asymmetric).maximum;
    };
    CHECK(upper(entropy::zero_policy::excluded) > 0.8 * maximum);
    CHECK(upper(entropy::zero_policy::as_neighbour) > 0.8 * maximum);
    CHECK(upper(entropy::zero_policy::counted) < 0.7 * maximum); // the spike dwarfs the tail that is clipped
    const real_range before = entropy{}.range(histogram, uint8_asymmetric);
    values.insert(values.end(), 2'000'000, 0.0f);
    CHECK(entropy{}.range(histogram_of(values), uint8_asymmetric) == before);
}

TEST_CASE("8 bits clip little of a normal distribution, 4 bits more", "[calibrator]") {
    for (std::uint32_t seed = 1; seed <= 3; ++seed) {
        CAPTURE(seed);
        const auto histogram = histogram_of(support::normal_values(500'000, seed));
        const auto eight = entropy{}.range(histogram, int8_symmetric);
        CHECK(eight.maximum > 3.5);
        CHECK(eight.minimum == -eight.maximum);
        const auto four = entropy{}.range(histogram, support::int4_symmetric);
        CHECK(four.maximum > 2.5);
        CHECK(four.maximum < 4);
        const auto ends = entropy{}.range(histogram, uint8_asymmetric);
        CHECK(ends.minimum < -3.5);
        CHECK(ends.maximum > 3.5);
    }
}

TEST_CASE("an outlier far away does not keep the range", "[calibrator]") {
    auto values = support::normal_values(500'000, 5);
    values[0] = 40;
    CHECK(entropy{}.range(histogram_of<16384>(values), int8_symmetric).maximum < 8);
    CHECK(entropy{}.range(histogram_of<16384>(values), uint8_asymmetric).maximum < 8);
}

TEST_CASE("few values, few bins and few distinct values give the full range", "[calibrator]") {
    const quanta::full_range full;
    const auto few_values = histogram_of(support::normal_values(500, 1));
    CHECK(entropy{}.range(few_values, uint8_asymmetric) == full.range(few_values, uint8_asymmetric));
    const auto few_bins = histogram_of<128>(support::normal_values(100'000, 1));
    CHECK(entropy{}.range(few_bins, uint8_asymmetric) == full.range(few_bins, uint8_asymmetric));
    CHECK(entropy{}.range(few_bins, {-32768, 32767, false}) == full.range(few_bins, uint8_asymmetric));
    std::vector<float> pixels(100'000);
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<float>(i % 256) / 255;
    CHECK(entropy{}.range(histogram_of(pixels), uint8_asymmetric) == real_range{0, 1});
    CHECK(entropy{}.range(histogram_of({2}), uint8_asymmetric) == real_range{0, 2});
    CHECK(entropy{}.range(histogram_of({0, 0}), int8_symmetric) == real_range{0, 0});
}

TEST_CASE("data that keep away from zero are not clipped altogether", "[calibrator]") {
    const auto bimodal = [](float x) { return x > 0 ? 2 + 0.3f * x : -2 + 0.3f * x; };
    const auto histogram = histogram_of(support::normal_values(200'000, 4, bimodal));
    for (const auto target : {int8_symmetric, support::int4_symmetric, uint8_asymmetric, support::uint4_asymmetric}) {
        CAPTURE(target.lowest, target.highest);
        CHECK(entropy{}.range(histogram, target).maximum > 2.5);
    }
}

TEST_CASE("a heavy tail is not clipped where that costs more than it saves", "[calibrator]") {
    const auto histogram = histogram_of(support::normal_values(500'000, 8, [](float x) { return x * x * x * x * x; }));
    const entropy published{.error_limit = any_error};
    const auto error = [masses = quanta::bin_masses(histogram)](real_range range) {
        return quanta::expected_squared_error(masses, quanta::grid_of(range, uint8_asymmetric));
    };
    const double whole = error(quanta::full_range{}.range(histogram, uint8_asymmetric));
    CHECK(error(published.range(histogram, uint8_asymmetric)) > 3 * whole);
    CHECK(error(entropy{}.range(histogram, uint8_asymmetric)) < 2.1 * whole);
}

TEST_CASE("the error of a window is that of its bins", "[calibrator]") {
    const quanta::counted_bins bins{{3, 0, 5, 7, 1, 2}, 2, 0.5};
    const quanta::window_error error(bins, 4);
    for (std::size_t begin = 0; begin <= 2; ++begin)
        for (std::size_t end = 3; end <= 6; ++end) {
            const double step = static_cast<double>(end - begin) / 4;
            double expected = 0;
            for (std::size_t bin = 0; bin < 6; ++bin) {
                const double middle = static_cast<double>(bin) + 0.5;
                const double beyond =
                    std::max({static_cast<double>(begin) - middle, middle - static_cast<double>(end), 0.0});
                const double from_zero = std::abs(middle - 2);
                const double inside = from_zero < step / 2 ? from_zero * from_zero : step * step / 12;
                expected += bins.counts[bin] * (beyond > 0 ? beyond * beyond : inside);
            }
            CHECK_THAT(error(begin, end), Catch::Matchers::WithinRel(expected, 1e-12));
        }
}

TEST_CASE("entropy says what is wrong", "[calibrator]") {
    const auto histogram = histogram_of({1});
    CHECK_THROWS_WITH(entropy{}.range(quanta::histogram<64>(), uint8_asymmetric), "entropy: nothing was observed");
    CHECK_THROWS_WITH(entropy{.target_bins = 1}.range(histogram, uint8_asymmetric),
                      "entropy: target_bins is 1 and must be 0 (as the target) or at least 2");
    CHECK_THROWS_WITH(entropy{.values_per_bin = -1}.range(histogram, uint8_asymmetric),
                      "entropy: values_per_bin is -1 and must not be negative");
    CHECK_THROWS_WITH(entropy{.error_limit = 0.5}.range(histogram, uint8_asymmetric),
                      "entropy: error_limit is 0.5 and must be at least 1, that of the full range");
}
