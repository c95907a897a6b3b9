// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <observer/float_data.hpp>
#include <quanta/observer/finite_blocks.hpp>
#include <support/guarded_buffer.hpp>

namespace {

/// Everything that the blocks of a view hold, sorted.
template <class View>
std::vector<float> collected(const View& view, std::uint64_t& skipped) {
    std::vector<float> values;
    skipped = quanta::for_each_finite_block(view, [&](std::span<const float> block) {
        REQUIRE(block.size() >= 1);
        REQUIRE(block.size() <= 1024);
        values.insert(values.end(), block.begin(), block.end());
    });
    std::sort(values.begin(), values.end());
    return values;
}

} // namespace

TEST_CASE("blocks hold every finite value once", "[observer]") {
    for (const std::size_t count : {0u, 1u, 15u, 16u, 17u, 1023u, 1024u, 1025u, 2048u, 5000u})
        for (std::uint32_t seed = 1; seed <= 6; ++seed) {
            CAPTURE(count, seed);
            const std::vector<float> values = support::hostile_floats(count, seed % 2 == 0, seed);
            const support::guarded_buffer<float> guarded(
                std::span<const float>(values), seed % 3 == 0 ? support::guard::before : support::guard::after);
            std::vector<float> expected;
            std::copy_if(values.begin(), values.end(), std::back_inserter(expected),
                         [](float x) { return std::isfinite(x); });
            std::sort(expected.begin(), expected.end());
            std::uint64_t skipped = 0;
            CHECK(collected(quanta::tensor_view<const float, 1>(guarded.data(), {count}), skipped) == expected);
            CHECK(skipped == count - expected.size());
        }
}

TEST_CASE("strides of any kind are read in place", "[observer]") {
    std::vector<float> memory(3 * 2500);
    for (std::size_t i = 0; i < memory.size(); ++i) memory[i] = static_cast<float>(i);
    memory[2] = support::nan; // not in the view
    memory[3] = support::nan;
    const quanta::tensor_view<const float, 2> every_third(memory.data() + 3 * 2499, {1, 2500}, {1, -3});
    std::uint64_t skipped = 0;
    const std::vector<float> values = collected(every_third, skipped);
    CHECK(skipped == 1);
    REQUIRE(values.size() == 2499);
    CHECK(values[0] == 0);
    for (std::size_t i = 1; i < values.size(); ++i) REQUIRE(values[i] == static_cast<float>(3 * (i + 1)));
}
