// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <observer/float_data.hpp>
#include <quanta/observer/moments.hpp>

using Catch::Matchers::WithinRel;

namespace {

auto row(const float* values, std::size_t count) { return quanta::tensor_view<const float, 1>(values, {count}); }

} // namespace

TEST_CASE("moments of a few numbers", "[observer]") {
    quanta::moments observer;
    CHECK(observer.mean() == 0);
    CHECK(observer.variance() == 0);
    observer.observe(quanta::view(std::vector<float>{2, 4, 4, 4, 5, 5, 7, 9, support::nan}));
    CHECK(observer.mean() == 5);
    CHECK(observer.variance() == 4);
    CHECK(observer.standard_deviation() == 2);
    CHECK(observer.count() == 8);
    CHECK(observer.non_finite() == 1);
}

TEST_CASE("a large mean costs the variance no digits", "[observer]") {
    std::vector<float> values(5000);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = 1e7f + static_cast<float>(i % 2);
    quanta::moments observer;
    observer.observe(quanta::view(values));
    CHECK_THAT(observer.mean(), WithinRel(1e7 + 0.5, 1e-15));
    CHECK_THAT(observer.variance(), WithinRel(0.25, 1e-12));
}

TEST_CASE("moments merge in any order up to rounding", "[observer]") {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        std::mt19937 generator(seed);
        std::normal_distribution<float> normal(3, 2);
        std::vector<float> values(5000);
        double sum = 0, squares = 0;
        for (float& value : values) sum += value = normal(generator);
        for (const float value : values) squares += std::pow(value - sum / 5000, 2);
        const auto merged = support::observed_in_parts<quanta::moments>(values, 1 + seed % 5, seed, row);
        CHECK(merged.count() == 5000);
        CHECK_THAT(merged.mean(), WithinRel(sum / 5000, 1e-13));
        CHECK_THAT(merged.variance(), WithinRel(squares / 5000, 1e-13));
    }
}
