// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <random>

#include <catch2/catch_all.hpp>

#include <quanta/observer/slot_counters.hpp>

TEST_CASE("four tables count as one", "[observer]") {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        std::mt19937 generator(seed);
        std::array<std::uint64_t, 16> expected{}, one{}, four{};
        quanta::direct_counters direct(one.data());
        quanta::slot_counters<16> counters(four.data());
        for (int block = 0; block < 5; ++block) {
            std::vector<std::uint16_t> slots(generator() % 40);
            for (std::uint16_t& slot : slots) ++expected[slot = static_cast<std::uint16_t>(generator() % 16)];
            direct.add(slots.data(), slots.size());
            counters.add(slots.data(), slots.size());
            if (block % 2 == 0) counters.flush();
        }
        counters.flush();
        CHECK(one == expected);
        CHECK(four == expected);
    }
}
