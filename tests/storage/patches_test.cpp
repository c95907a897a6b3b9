// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>

#include <catch2/catch_test_macros.hpp>

#include <quanta/storage/patches.hpp>

using namespace quanta;

TEST_CASE("taps and outputs outside the image are counted from either side", "[storage]") {
    for (const std::size_t pixels : std::initializer_list<std::size_t>{1, 4, 7})
        for (const std::ptrdiff_t stride : {1, 2, 3})
            for (const std::ptrdiff_t dilation : {1, 2, 5})
                for (const std::ptrdiff_t before : {-3, 0, 1, 6, 20})
                    for (const std::size_t taps : std::initializer_list<std::size_t>{0, 1, 3, 5}) {
                        const patch_axis axis{pixels, 9, taps, stride, dilation, before};
                        CAPTURE(pixels, stride, dilation, before, taps);
                        const auto place = [&](std::size_t output, std::size_t tap) { // -1 before, 0 inside, 1 behind
                            const std::ptrdiff_t pixel = static_cast<std::ptrdiff_t>(output) * stride +
                                                         static_cast<std::ptrdiff_t>(tap) * dilation - before;
                            return pixel < 0 ? -1 : pixel >= static_cast<std::ptrdiff_t>(pixels) ? 1 : 0;
                        };
                        bool inside = true;
                        for (std::size_t output = 0; output < 9; ++output) {
                            const std::ptrdiff_t start = axis.start(output);
                            for (std::size_t tap = 0; tap < taps; ++tap) {
                                const int where = place(output, tap);
                                inside = inside && where == 0;
                                REQUIRE((tap < axis.taps_before(start)) == (where < 0));
                                REQUIRE((tap < axis.taps_to_end(start)) == (where <= 0));
                                REQUIRE((output < axis.outputs_before(tap)) == (where < 0));
                                REQUIRE((output < axis.outputs_to_end(tap)) == (where <= 0));
                            }
                        }
                        REQUIRE(axis.is_inside() == inside);
                    }
}

TEST_CASE("three nested axes have one step where each continues the next", "[storage]") {
    CHECK(even_step({2, 3, 4}, {60, 20, 5}) == 5);
    CHECK(even_step({2, 3, 4}, {60, 21, 5}) == std::nullopt);
    CHECK(even_step({2, 3, 4}, {61, 20, 5}) == std::nullopt);
    CHECK(even_step({2, 1, 4}, {20, 99, 5}) == 5);
    CHECK(even_step({2, 3, 1}, {-21, -7, 99}) == -7);
    CHECK(even_step({5, 1, 1}, {8, 0, 0}) == 8);
    CHECK(even_step({1, 1, 1}, {8, 7, 6}) == 0);
    CHECK(even_step({0, 3, 4}, {60, 20, 5}) == 5);
}

TEST_CASE("patches of one tap are a matrix where pixels are evenly apart", "[storage]") {
    const std::array<std::uint8_t, 64> values{};
    patches<std::uint8_t> from{values.data(), 1, 4, 64, 16, 4, 1, {4, 4, 1, 1, 1, 0}, {4, 4, 1, 1, 1, 0}, nullptr, 0};
    CHECK(from.rows() == 16);
    CHECK(from.depth() == 4);
    CHECK(from.matrix_stride() == 4);
    CHECK(from.first_pixel() == values.data());
    patches<std::uint8_t> apart = from;
    apart.down = {4, 2, 1, 2, 1, 0};
    apart.across = {4, 2, 1, 2, 1, 0};
    CHECK(apart.matrix_stride() == std::nullopt); // every other pixel of every other line
    apart.across = {4, 4, 1, 1, 1, 0};
    apart.row_stride = 8;
    CHECK(apart.matrix_stride() == 4); // lines that overlap are lines too
    patches<std::uint8_t> padded = from;
    padded.across.before = 1;
    CHECK(padded.matrix_stride() == std::nullopt);
    patches<std::uint8_t> planar = from;
    planar.channel_stride = 16;
    CHECK(planar.matrix_stride() == std::nullopt);
    CHECK(!planar.has_neighbours());
    patches<std::uint8_t> wide = from;
    wide.across = {4, 2, 3, 1, 1, 0};
    CHECK(wide.matrix_stride() == std::nullopt);
    CHECK(wide.has_runs());
    wide.across.dilation = 2;
    CHECK(!wide.has_runs());
}
