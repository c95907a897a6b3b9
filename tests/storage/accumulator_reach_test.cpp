// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/storage/accumulator_reach.hpp>

using namespace quanta;

TEST_CASE("the reach of a sum is that of its worst inputs", "[storage]") {
    const std::vector<int> weights{3, -7, 0, 5};
    accumulator_reach sum(-2, 9, 100);
    for (const int weight : weights) sum.add(weight);
    int least = 0, most = 0;
    for (int choice = 0; choice < 16; ++choice) { // every row of ends
        int total = 100;
        for (int k = 0; k < 4; ++k)
            total += (choice >> k) % 2 == 0 ? -2 * weights[static_cast<std::size_t>(k)]
                                            : 9 * weights[static_cast<std::size_t>(k)];
        least = choice == 0 ? total : std::min(least, total);
        most = choice == 0 ? total : std::max(most, total);
    }
    REQUIRE(least == 100 - 6 - 63 - 10);
    REQUIRE(most == 100 + 27 + 14 + 45);
    CHECK(sum.farthest() == most);
    CHECK(sum.fits(most));
    CHECK_FALSE(sum.fits(most - 1));
    CHECK(accumulator_reach(0, 0, -5).farthest() == -5);
}

TEST_CASE("an accumulator holds one more below zero than above", "[storage]") {
    constexpr std::int64_t limit = std::numeric_limits<std::int32_t>::max();
    CHECK(accumulator_reach(0, 0, limit).fits());
    CHECK(accumulator_reach(0, 0, -limit - 1).fits());
    CHECK_FALSE(accumulator_reach(0, 0, limit + 1).fits());
    CHECK_FALSE(accumulator_reach(0, 0, -limit - 2).fits());
    static_assert(accumulator_reach(0, 1, 7).fits(7));
}
