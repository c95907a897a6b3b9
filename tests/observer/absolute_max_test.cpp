// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <observer/float_data.hpp>
#include <quanta/observer/absolute_max.hpp>

namespace {

auto row(const float* values, std::size_t count) { return quanta::tensor_view<const float, 1>(values, {count}); }

} // namespace

TEST_CASE("absolute_max takes the larger side", "[observer]") {
    quanta::absolute_max observer;
    CHECK(observer.absolute_maximum() == 0);
    observer.observe(quanta::view(std::vector<float>{-0.0f, 0.5f, -0.25f, support::nan}));
    CHECK(observer.absolute_maximum() == 0.5);
    observer.observe(quanta::view(std::vector<float>{-3.0f, support::infinity}));
    CHECK(observer.absolute_maximum() == 3);
    CHECK(observer.count() == 4);
    CHECK(observer.non_finite() == 2);
}

TEST_CASE("absolute_max merges in any order to the same bits", "[observer]") {
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        const std::vector<float> values = support::hostile_floats(3000, seed % 2 == 0, seed);
        quanta::absolute_max whole;
        whole.observe(quanta::view(values));
        CHECK(support::observed_in_parts<quanta::absolute_max>(values, 1 + seed % 5, seed, row) == whole);
    }
}
