// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/thread_pool.hpp>
#include <quanta/op/average_pool2d.hpp>
#include <quanta/op/float_average_pool2d.hpp>
#include <quanta/op/float_global_average_pool.hpp>
#include <quanta/op/float_max_pool2d.hpp>
#include <quanta/op/global_average_pool.hpp>
#include <quanta/op/max_pool2d.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/limited_isa.hpp>

#include "images.hpp"

using namespace quanta;

namespace {

using extents = std::array<std::size_t, 4>;

/// Windows of every kind: even and odd, strided past pixels, dilated, padded on one side, padded by more than the kernel.
std::vector<op::window> windows() {
    return {op::window_of({2, 2}),
            {{2, 2}, {2, 2}, {0, 0, 0, 0}, {1, 1}},
            {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}},
            {{3, 2}, {2, 3}, {2, 0, 0, 1}, {1, 1}},
            {{1, 1}, {3, 2}, {0, 0, 0, 0}, {1, 1}},
            {{2, 3}, {1, 2}, {1, 2, 2, 2}, {3, 2}},
            {{5, 5}, {1, 1}, {4, 4, 4, 4}, {1, 1}},
            {{7, 9}, {7, 9}, {3, 4, 3, 4}, {1, 1}}};
}

/// The value of a tap, or nothing outside the image.
template <class T>
std::optional<T> tap(const image<T>& in, const op::window& moved, std::size_t n, std::size_t y, std::size_t x,
                     std::size_t i, std::size_t j, std::size_t c) {
    const auto row = static_cast<std::ptrdiff_t>(y * moved.stride.height + i * moved.dilation.height) -
                     static_cast<std::ptrdiff_t>(moved.padding.top);
    const auto column = static_cast<std::ptrdiff_t>(x * moved.stride.width + j * moved.dilation.width) -
                        static_cast<std::ptrdiff_t>(moved.padding.left);
    const auto height = static_cast<std::ptrdiff_t>(in.view().extent(1));
    const auto width = static_cast<std::ptrdiff_t>(in.view().extent(2));
    if (row < 0 || row >= height || column < 0 || column >= width) return {};
    return in(n, static_cast<std::size_t>(row), static_cast<std::size_t>(column), c);
}

/// Taps inside the image: how many there are, their sum in order, their maximum.
template <class T, class Sum>
struct pooled {
    std::size_t count = 0;
    Sum sum = 0;
    std::optional<T> maximum;

    pooled(const image<T>& in, const op::window& moved, std::size_t n, std::size_t y, std::size_t x, std::size_t c) {
        for (std::size_t i = 0; i < moved.kernel.height; ++i)
            for (std::size_t j = 0; j < moved.kernel.width; ++j)
                if (const auto value = tap(in, moved, n, y, x, i, j, c)) {
                    ++count;
                    sum = sum + *value;
                    maximum = maximum ? std::max(*maximum, *value) : *value;
                }
    }
};

extents pooled_extents(const op::window& moved, const extents& in) {
    const op::size2d size = op::output_size("test", moved, {in[1], in[2]});
    return {in[0], size.height, size.width, in[3]};
}

const std::vector<extents> image_sizes{{2, 7, 9, 3}, {1, 8, 10, 17}, {1, 7, 11, 40}};

} // namespace

TEMPLATE_TEST_CASE("pooling integers equals its formulas", "[op][isa]", std::uint8_t, std::int8_t) {
    constexpr int low = std::numeric_limits<TestType>::min();
    const affine_params input{0.1F, low + 30}, output{0.083F, low + 70};
    const op::integer_range range{low + 40, low + 200}, whole = op::whole_range<TestType>();
    thread_pool pool(2);
    for (const isa::id id : isa::available())
        for (const op::window& moved : windows())
            for (const extents& size : image_sizes)
                for (const layout order : layouts) {
                    const support::limited_isa limited(id);
                    const image<TestType> in(size, order, 11);
                    const extents to = pooled_extents(moved, size);
                    const image<TestType> largest(to, order), mean(to, order), padded(to, layout::channels_last);
                    op::max_pool2d<TestType>(moved, range).run(in.view(), largest.view(), pool);
                    op::average_pool2d<TestType>(moved, false, input, output, whole).run(in.view(), mean.view(), pool);
                    op::average_pool2d<TestType>(moved, true, input, output, range).run(in.view(), padded.view());
                    std::size_t differences = 0;
                    for_each_index(to, [&](std::size_t n, std::size_t y, std::size_t x, std::size_t c) {
                        const pooled<TestType, int> want(in, moved, n, y, x, c);
                        const int sum = want.sum - static_cast<int>(want.count) * input.zero_point;
                        const auto taps = static_cast<double>(moved.kernel.height * moved.kernel.width);
                        const auto inside = static_cast<double>(want.count);
                        differences +=
                            largest(n, y, x, c) != std::min(std::max<int>(*want.maximum, range.lowest), range.highest);
                        differences +=
                            mean(n, y, x, c) != plain::requantize(sum, input.scale, 1.0 / inside, output, whole);
                        differences +=
                            padded(n, y, x, c) != plain::requantize(sum, input.scale, 1.0 / taps, output, range);
                    });
                    CAPTURE(isa::name(id), moved.kernel.height, moved.padding.top, size[3], static_cast<int>(order));
                    REQUIRE(differences == 0);
                }
}

TEST_CASE("pooling floats equals its formulas", "[op][isa]") {
    thread_pool pool(2);
    for (const isa::id id : isa::available())
        for (const op::window& moved : windows())
            for (const extents& size : image_sizes)
                for (const layout order : layouts) {
                    const support::limited_isa limited(id);
                    const image<float> in(size, order, 11);
                    const extents to = pooled_extents(moved, size);
                    const image<float> largest(to, order), mean(to, order), padded(to, layout::channels_last);
                    op::float_max_pool2d(moved).run(in.view(), largest.view(), pool);
                    op::float_average_pool2d(moved, false).run(in.view(), mean.view(), pool);
                    op::float_average_pool2d(moved, true).run(in.view(), padded.view());
                    std::size_t differences = 0;
                    for_each_index(to, [&](std::size_t n, std::size_t y, std::size_t x, std::size_t c) {
                        const pooled<float, float> want(in, moved, n, y, x, c);
                        const auto taps = static_cast<float>(moved.kernel.height * moved.kernel.width);
                        differences += largest(n, y, x, c) != *want.maximum;
                        differences += mean(n, y, x, c) != want.sum / static_cast<float>(want.count);
                        differences += padded(n, y, x, c) != want.sum / taps;
                    });
                    CAPTURE(isa::name(id), moved.kernel.height, moved.padding.top, size[3], static_cast<int>(order));
                    REQUIRE(differences == 0);
                }
}

TEST_CASE("the mean of whole images equals its formula", "[op][isa]") {
    const affine_params input{0.1F, -30}, output{0.02F, 7};
    const op::integer_range whole{-128, 127};
    thread_pool pool(2);
    for (const isa::id id : isa::available())
        for (const extents& size : {extents{2, 7, 9, 3}, {1, 1, 1, 33}, {3, 13, 17, 20}, {1, 2, 3, 1500}})
            for (const layout order : layouts) {
                const support::limited_isa limited(id);
                const image<std::int8_t> in(size, order, 12), mean({size[0], 1, 1, size[3]}, order);
                const image<float> reals(size, order, 13), real_mean({size[0], 1, 1, size[3]}, order);
                std::vector<std::int8_t> flat(size[0] * size[3]);
                std::vector<float> real_flat(size[0] * size[3]);
                const op::global_average_pool<std::int8_t> integer_pool(input, output, whole);
                integer_pool.run(in.view(), mean.view(), pool);
                integer_pool.run(in.view(), view(flat.data(), {size[0], size[3]}));
                op::float_global_average_pool().run(reals.view(), real_mean.view());
                op::float_global_average_pool().run(reals.view(), view(real_flat.data(), {size[0], size[3]}), pool);
                const op::window all = op::window_of({size[1], size[2]});
                std::size_t differences = 0;
                for_each_index({size[0], 1, 1, size[3]}, [&](std::size_t n, std::size_t, std::size_t, std::size_t c) {
                    const pooled<std::int8_t, int> want(in, all, n, 0, 0, c);
                    const pooled<float, float> real(reals, all, n, 0, 0, c);
                    const auto count = static_cast<int>(want.count);
                    const int integer =
                        plain::requantize(want.sum - count * input.zero_point, input.scale, 1.0 / count, output, whole);
                    differences += mean(n, 0U, 0U, c) != integer || flat[n * size[3] + c] != integer;
                    const float average = real.sum / static_cast<float>(count);
                    differences += real_mean(n, 0U, 0U, c) != average || real_flat[n * size[3] + c] != average;
                });
                CAPTURE(isa::name(id), size[3], static_cast<int>(order));
                REQUIRE(differences == 0);
            }
}

TEST_CASE("a window without a tap inside the image is an error, found before anything is written", "[op][errors]") {
    const image<float> in({1, 4, 4, 1}, layout::channels_last, 1);
    const op::window before{{2, 2}, {1, 1}, {2, 0, 0, 0}, {1, 1}};  // row 0 sees padding alone
    const op::window between{{1, 2}, {1, 1}, {0, 1, 0, 1}, {1, 5}}; // column 0 looks at -1 and 4
    const image<float> out({1, 5, 3, 1}, layout::channels_last), narrow({1, 4, 1, 1}, layout::channels_last);
    REQUIRE_ERROR(op::float_max_pool2d(before).run(in.view(), out.view()),
                  "op::float_max_pool2d: no tap of row 0 of the output is inside the image, which has 4 rows");
    REQUIRE_ERROR(op::float_average_pool2d(between, true).run(in.view(), narrow.view()),
                  "no tap of column 0 of the output is inside the image, which has 4 columns");
    CHECK(out(0U, 4U, 0U, 0U) == 0);
}

TEST_CASE("pooling refuses what does not fit and allocates nothing", "[op][errors]") {
    using bytes = std::uint8_t;
    const op::integer_range all{0, 255};
    const affine_params good{1.0F, 0};
    const op::window two = op::window_of({2, 2});
    REQUIRE_ERROR(op::max_pool2d<bytes>(op::window_of({0, 2}), all), "op::max_pool2d: a kernel height of 0");
    REQUIRE_ERROR(op::max_pool2d<bytes>(two, {0, 256}), "the range [0, 256]");
    REQUIRE_ERROR(op::average_pool2d<bytes>(op::window_of({2903, 2902}), false, good, good, all),
                  "32 bits sum 8421504");
    REQUIRE_ERROR(op::average_pool2d<bytes>(two, false, {std::nanf(""), 0}, good, all), "scale nan of the input");
    REQUIRE_ERROR(op::global_average_pool<bytes>({3e38F, 0}, {1e-38F, 0}, all), "the multiplier of the mean is inf");
    const image<bytes> in({2, 5, 6, 4}, layout::channels_last, 1), out({2, 4, 5, 4}, layout::channels_last);
    const image<bytes> other({2, 4, 4, 4}, layout::channels_last), empty({1, 0, 3, 4}, layout::channels_last);
    std::vector<bytes> means(8);
    const op::max_pool2d<bytes> largest(two, all);
    const op::average_pool2d<bytes> mean(two, false, good, good, all);
    const op::global_average_pool<bytes> whole(good, good, all);
    REQUIRE_ERROR(largest.run(in.view(), other.view()), "op::max_pool2d: the output's width is 4, expected is 5");
    REQUIRE_ERROR(mean.run(other.view(), out.view()), "op::average_pool2d: the output's height is 4, expected is 3");
    REQUIRE_ERROR(whole.run(in.view(), view(means.data(), {2, 3})), "the number of the output's channels is 3");
    REQUIRE_ERROR(whole.run(empty.view(), view(means.data(), {1, 4})), "an image of 0 x 3 pixels");
    const tensor_view<bytes, 4> inside(in.view().data(), {2, 4, 5, 4});
    REQUIRE_ERROR(largest.run(in.view(), inside), "overlaps the input");
    const tensor_view<bytes, 4> stacked(out.view().data(), {2, 4, 5, 4}, {0, 20, 4, 1});
    REQUIRE_ERROR(largest.run(in.view(), stacked), "overlaps itself");
    thread_pool pool(2);
    const std::size_t before = support::allocations();
    largest.run(in.view(), out.view(), pool);
    mean.run(in.view(), out.view(), pool);
    whole.run(in.view(), view(means.data(), {2, 4}), pool);
    CHECK(support::allocations() == before);
}
