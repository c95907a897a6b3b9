// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <calibrator/distributions.hpp>
#include <quanta/calibrator/counted_bins.hpp>

using counts = std::vector<double>;

TEST_CASE("counted bins are those from the first to the last", "[calibrator]") {
    const auto bins = quanta::bins_of(support::histogram_of<16>({-2.5f, 0, 0.5f, 8, 6.5f}));
    CHECK(bins.counts == counts{1, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 1});
    CHECK(bins.zero == 3);
    CHECK(bins.width == 1);
    CHECK(bins.values_per_filled_bin() == 1.25);
    CHECK(quanta::counted_bins{{0, 0}, 0, 1}.values_per_filled_bin() == 0);
}

TEST_CASE("bins join in pairs, with an edge at 0", "[calibrator]") {
    const auto even = quanta::joined_in_pairs({{1, 2, 3, 4, 5}, 2, 0.5});
    CHECK(even.counts == counts{3, 7, 5});
    CHECK(even.zero == 1);
    CHECK(even.width == 1);
    const auto odd = quanta::joined_in_pairs({{1, 2, 3, 4}, 1, 0.5});
    CHECK(odd.counts == counts{1, 5, 4});
    CHECK(odd.zero == 1);
    const auto positive = quanta::joined_in_pairs({{1}, 0, 0.5});
    CHECK(positive.counts == counts{1});
    CHECK(positive.zero == 0);
}
