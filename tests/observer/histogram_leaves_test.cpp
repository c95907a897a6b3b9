// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <observer/float_data.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/observer/histogram_leaf_table.hpp>

namespace {

using quanta::block_survey;
using reference = quanta::histogram_leaves<quanta::isa::reference>;

void check_equal(const block_survey& found, const block_survey& expected) {
    CHECK(found.finite == expected.finite);
    if (!expected.finite) return;
    CHECK(found.minimum == expected.minimum);
    CHECK(found.maximum == expected.maximum);
    CHECK(found.zeros == expected.zeros);
}

} // namespace

TEST_CASE("surveys of every instruction set are the reference's", "[observer]") {
    for (const quanta::isa::id id : quanta::isa::available())
        for (std::uint32_t seed = 1; seed <= 60; ++seed) {
            CAPTURE(quanta::isa::name(id), seed);
            const auto values = support::hostile_floats(1 + seed * 7 % 131, seed % 4 == 0, seed);
            const auto leaves = quanta::histogram_leaf_table_for(id);
            check_equal(leaves.survey(values.data(), values.size()), reference::survey(values.data(), values.size()));
        }
}

TEST_CASE("one value that is not finite is seen wherever it stands", "[observer]") {
    for (const quanta::isa::id id : quanta::isa::available())
        for (std::size_t i = 0; i < 41; ++i)
            for (const float bad : {support::nan, -support::nan, support::infinity, -support::infinity}) {
                CAPTURE(quanta::isa::name(id), i, bad);
                std::vector<float> values(41, 1.0F);
                CHECK(quanta::histogram_leaf_table_for(id).survey(values.data(), values.size()).finite);
                values[i] = bad;
                CHECK_FALSE(quanta::histogram_leaf_table_for(id).survey(values.data(), values.size()).finite);
            }
}

TEST_CASE("slots of every instruction set are the reference's, in some order", "[observer]") {
    for (const quanta::isa::id id : quanta::isa::available())
        for (std::uint32_t seed = 1; seed <= 60; ++seed) {
            CAPTURE(quanta::isa::name(id), seed);
            auto values = support::hostile_floats(1 + seed * 7 % 131, false, seed);
            for (float& x : values) x = std::fabs(x) < 0x1p20F ? x : -0.0F;
            const std::uint16_t mask = seed % 2 == 0 ? 2047 : 65535;
            const std::size_t count = values.size();
            std::vector<std::uint16_t> found(count + 1, 7), expected(count);
            reference::slots(values.data(), count, 64, mask, expected.data());
            quanta::histogram_leaf_table_for(id).slots(values.data(), count, 64, mask, found.data());
            CHECK(found.back() == 7); // nothing behind the end
            found.pop_back();
            std::sort(found.begin(), found.end());
            std::sort(expected.begin(), expected.end());
            CHECK(found == expected);
        }
}
