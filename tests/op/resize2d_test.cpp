// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/thread_pool.hpp>
#include <quanta/op/float_resize_bilinear2d.hpp>
#include <quanta/op/resize_bilinear2d.hpp>
#include <quanta/op/resize_nearest2d.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/limited_isa.hpp>

#include "images.hpp"

using namespace quanta;

namespace {

using extents = std::array<std::size_t, 4>;

double source(std::size_t index, std::size_t pixels, std::size_t resized) {
    const double place =
        (static_cast<double>(index) + 0.5) * static_cast<double>(pixels) / static_cast<double>(resized);
    return std::min(std::max(place - 0.5, 0.0), static_cast<double>(pixels) - 1);
}

struct sizes {
    op::size2d from, to;
    std::size_t channels;
};

const std::vector<sizes> all_sizes{
    {{5, 7}, {10, 14}, 3}, {{8, 8}, {3, 5}, 17}, {{1, 4}, {6, 1}, 9}, {{4, 3}, {4, 3}, 40}, {{2, 2}, {5, 7}, 300}};

} // namespace

TEMPLATE_TEST_CASE("the nearest pixel is copied, halves round up", "[op]", std::uint8_t, std::int8_t, float) {
    thread_pool pool(2);
    for (const sizes& size : all_sizes)
        for (const layout order : layouts) {
            const image<TestType> in({2, size.from.height, size.from.width, size.channels}, order, 1);
            const image<TestType> out({2, size.to.height, size.to.width, size.channels}, layout::channels_last);
            op::resize_nearest2d<TestType>(size.from, size.to).run(in.view(), out.view(), pool);
            std::size_t differences = 0;
            for_each_index(out.view().extents(), [&](std::size_t n, std::size_t y, std::size_t x, std::size_t c) {
                const auto row =
                    static_cast<std::size_t>(std::floor(source(y, size.from.height, size.to.height) + 0.5));
                const auto column =
                    static_cast<std::size_t>(std::floor(source(x, size.from.width, size.to.width) + 0.5));
                differences += out(n, y, x, c) != in(n, row, column, c);
            });
            CAPTURE(size.from.height, size.to.height, size.channels, static_cast<int>(order));
            REQUIRE(differences == 0);
        }
}

TEMPLATE_TEST_CASE("integers are interpolated as the formula says", "[op][isa]", std::uint8_t, std::int8_t) {
    constexpr int low = std::numeric_limits<TestType>::min();
    const affine_params input{0.1F, low + 200}, output{0.09F, low + 190};
    const op::integer_range range{low + 5, low + 250};
    thread_pool pool(2);
    for (const isa::id id : isa::available())
        for (const sizes& size : all_sizes)
            for (const layout order : layouts) {
                const support::limited_isa limited(id);
                const image<TestType> in({1, size.from.height, size.from.width, size.channels}, order, 2);
                const image<TestType> out({1, size.to.height, size.to.width, size.channels}, order);
                op::resize_bilinear2d<TestType>(size.from, size.to, input, output, range)
                    .run(in.view(), out.view(), pool);
                std::size_t differences = 0;
                for_each_index(out.view().extents(), [&](std::size_t n, std::size_t y, std::size_t x, std::size_t c) {
                    const double row = source(y, size.from.height, size.to.height),
                                 column = source(x, size.from.width, size.to.width);
                    const auto top = static_cast<std::size_t>(row), left = static_cast<std::size_t>(column);
                    const auto down = static_cast<std::int64_t>(std::nearbyint((row - std::floor(row)) * 2048));
                    const auto across = static_cast<std::int64_t>(std::nearbyint((column - std::floor(column)) * 2048));
                    const std::size_t bottom = std::min(top + 1, size.from.height - 1);
                    const std::size_t right = std::min(left + 1, size.from.width - 1);
                    const auto at = [&](std::size_t i, std::size_t j) {
                        return std::int64_t{in(n, i, j, c) - input.zero_point};
                    };
                    const std::int64_t sum =
                        (2048 - down) * ((2048 - across) * at(top, left) + across * at(top, right)) +
                        down * ((2048 - across) * at(bottom, left) + across * at(bottom, right));
                    differences += out(n, y, x, c) != plain::requantize(sum, input.scale, 1 / 4194304.0, output, range);
                });
                CAPTURE(isa::name(id), size.from.height, size.to.height, size.channels, static_cast<int>(order));
                REQUIRE(differences == 0);
            }
}

TEST_CASE("floats are interpolated as the formula says", "[op][isa]") {
    thread_pool pool(2);
    for (const isa::id id : isa::available())
        for (const sizes& size : all_sizes)
            for (const layout order : layouts) {
                const support::limited_isa limited(id);
                const image<float> in({1, size.from.height, size.from.width, size.channels}, order, 3);
                const image<float> out({1, size.to.height, size.to.width, size.channels}, order);
                op::float_resize_bilinear2d(size.from, size.to).run(in.view(), out.view(), pool);
                std::size_t differences = 0;
                for_each_index(out.view().extents(), [&](std::size_t n, std::size_t y, std::size_t x, std::size_t c) {
                    const double row = source(y, size.from.height, size.to.height),
                                 column = source(x, size.from.width, size.to.width);
                    const auto top = static_cast<std::size_t>(row), left = static_cast<std::size_t>(column);
                    const double down = row - std::floor(row), across = column - std::floor(column);
                    const std::size_t bottom = std::min(top + 1, size.from.height - 1);
                    const std::size_t right = std::min(left + 1, size.from.width - 1);
                    float want = in(n, top, left, c) * static_cast<float>((1 - down) * (1 - across));
                    want = std::fma(in(n, top, right, c), static_cast<float>((1 - down) * across), want);
                    want = std::fma(in(n, bottom, left, c), static_cast<float>(down * (1 - across)), want);
                    want = std::fma(in(n, bottom, right, c), static_cast<float>(down * across), want);
                    differences += out(n, y, x, c) != want;
                });
                CAPTURE(isa::name(id), size.from.height, size.to.height, size.channels, static_cast<int>(order));
                REQUIRE(differences == 0);
            }
}

TEST_CASE("resizing to the same size changes nothing, allocates nothing, and refuses other sizes", "[op][errors]") {
    const image<float> in({1, 5, 6, 7}, layout::channels_last, 4), out({1, 5, 6, 7}, layout::channels_last);
    const op::float_resize_bilinear2d resize({5, 6}, {5, 6});
    const op::resize_nearest2d<float> nearest({5, 6}, {5, 6});
    const std::size_t before = support::allocations();
    resize.run(in.view(), out.view());
    nearest.run(in.view(), out.view());
    CHECK(support::allocations() == before);
    std::size_t differences = 0;
    for_each_index({1, 5, 6, 7}, [&](auto... at) { differences += out(at...) != in(at...); });
    CHECK(differences == 0);
    const image<float> other({1, 5, 5, 7}, layout::channels_last);
    REQUIRE_ERROR(resize.run(other.view(), out.view()),
                  "op::float_resize_bilinear2d: the input's width is 5, expected is 6");
    REQUIRE_ERROR(nearest.run(in.view(), other.view()), "op::resize_nearest2d: the output's width is 5, expected is 6");
    REQUIRE_ERROR(nearest.run(in.view(), in.view()), "overlaps the input");
    REQUIRE_ERROR(op::resize_nearest2d<float>({0, 6}, {5, 6}), "a height of 0 resized to 5");
    REQUIRE_ERROR(op::resize_bilinear2d<std::uint8_t>({5, 6}, {5, 0}, {1, 0}, {1, 0}, {0, 255}),
                  "a width of 6 resized to 0");
    REQUIRE_ERROR(op::resize_bilinear2d<std::uint8_t>({5, 6}, {5, 6}, {1, 0}, {0, 0}, {0, 255}),
                  "scale 0 of the output");
}
