// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <quanta/observer/equal_bins.hpp>

TEST_CASE("edges and centers of bins", "[observer]") {
    const quanta::equal_bins bins{-1, 0.5, {3, 0, 2.5}};
    CHECK(bins.edge(0) == -1);
    CHECK(bins.edge(3) == 0.5);
    CHECK(bins.center(1) == -0.25);
    CHECK(bins.total() == 5.5);
    CHECK(quanta::equal_bins{}.total() == 0);
}
