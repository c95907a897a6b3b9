// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <observer/float_data.hpp>
#include <quanta/observer/min_max.hpp>

namespace {

auto row(const float* values, std::size_t count) { return quanta::tensor_view<const float, 1>(values, {count}); }

} // namespace

TEST_CASE("min_max knows nothing at first", "[observer]") {
    const quanta::min_max observer;
    CHECK(observer.count() == 0);
    CHECK(observer.non_finite() == 0);
    CHECK(observer.minimum() == support::infinity);
    CHECK(observer.maximum() == -support::infinity);
}

TEST_CASE("min_max finds extremes wherever they stand", "[observer]") {
    for (std::size_t count = 1; count <= 70; ++count)
        for (std::size_t place = 0; place < count; ++place) {
            std::vector<float> values(count, 1.0f);
            values[place] = -3.0f;
            values[(place + 1) % count] = count == 1 ? -3.0f : 5.0f;
            quanta::min_max observer;
            observer.observe(quanta::view(values));
            REQUIRE(observer.minimum() == -3);
            REQUIRE(observer.maximum() == (count == 1 ? -3 : 5));
            REQUIRE(observer.count() == count);
        }
}

TEST_CASE("NaN and infinity are counted and change no range", "[observer]") {
    const std::vector<float> values{support::nan, 2.0f, support::infinity, -1.0f, -support::infinity, -support::nan};
    quanta::min_max observer;
    observer.observe(quanta::view(values));
    CHECK(observer.minimum() == -1);
    CHECK(observer.maximum() == 2);
    CHECK(observer.count() == 2);
    CHECK(observer.non_finite() == 4);
}

TEST_CASE("an empty view changes nothing", "[observer]") {
    quanta::min_max observer;
    observer.observe(quanta::tensor_view<const float, 3>(nullptr, {4, 0, 7}));
    CHECK(observer == quanta::min_max());
}

TEST_CASE("min_max keeps +0, whichever zero comes first", "[observer]") {
    const float zeros[] = {-0.0f, 0.0f};
    for (const int first : {0, 1}) {
        quanta::min_max observer;
        observer.observe(row(&zeros[first], 1));
        observer.observe(row(&zeros[1 - first], 1));
        CHECK_FALSE(std::signbit(observer.minimum()));
        CHECK_FALSE(std::signbit(observer.maximum()));
    }
}

TEST_CASE("min_max merges in any order to the same bits", "[observer]") {
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        const std::vector<float> values = support::hostile_floats(3000, seed % 2 == 0, seed);
        quanta::min_max whole;
        whole.observe(quanta::view(values));
        CHECK(support::observed_in_parts<quanta::min_max>(values, 1 + seed % 5, seed, row) == whole);
    }
}
