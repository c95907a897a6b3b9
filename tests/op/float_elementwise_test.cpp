// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/thread_pool.hpp>
#include <quanta/op/float_add.hpp>
#include <quanta/op/float_apply.hpp>
#include <quanta/op/float_clamp.hpp>
#include <quanta/op/float_mul.hpp>
#include <quanta/op/float_softmax.hpp>
#include <quanta/op/functions.hpp>
#include <quanta/op/softmax.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/limited_isa.hpp>

#include "images.hpp"

using namespace quanta;

TEST_CASE("floats are added, multiplied, clamped and mapped value by value", "[op][isa]") {
    thread_pool pool(2);
    for (const isa::id id : isa::available())
        for (const layout from : layouts)
            for (const layout to : layouts) {
                const support::limited_isa limited(id);
                const std::array<std::size_t, 4> extents{2, 9, 11, 21};
                const image<float> a(extents, from, 1), b(extents, layout::channels_last, 2);
                const image<float> sum(extents, to), product(extents, to), clamped(extents, to), mapped(extents, to);
                op::float_add(op::activation::relu).run(a.view(), b.view(), sum.view(), pool);
                op::float_mul(op::activation::none).run(a.view(), b.view(), product.view(), pool);
                op::float_clamp(op::activation::relu6).run(a.view(), clamped.view(), pool);
                op::float_apply(op::functions::hard_swish{}).run(a.view(), mapped.view(), pool);
                std::size_t differences = 0;
                for_each_index(extents, [&](auto... at) {
                    const float x = a(at...), y = b(at...);
                    differences += sum(at...) != (x + y < 0 ? 0 : x + y);
                    differences += product(at...) != x * y;
                    differences += clamped(at...) != (x < 0 ? 0 : x > 6 ? 6 : x);
                    differences += mapped(at...) != op::functions::hard_swish{}(x);
                });
                CAPTURE(isa::name(id), static_cast<int>(from), static_cast<int>(to));
                REQUIRE(differences == 0);
            }
}

TEST_CASE("a product is not fused with an addition behind it", "[op]") {
    const float x = 1 + 0x1p-12F, exact = 1 + 0x1p-11F; // x * x is exact + 2^-24, which a float drops
    std::vector<float> a{x}, b{-exact};
    op::float_mul(op::activation::none).run(view(a), view(a), view(a));
    op::float_add(op::activation::none).run(view(a), view(b), view(a));
    CHECK(a[0] == 0);
}

TEST_CASE("softmax of floats sums to one, and knows infinities and NaN", "[op]") {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const std::array<std::size_t, 4> extents{2, 3, 4, 10};
    const image<float> in(extents, layout::channels_first, 3), out(extents, layout::pixels_apart);
    op::float_softmax().run(in.view(), out.view());
    for (std::size_t row = 0; row < 24; ++row) {
        const std::size_t n = row / 12, h = row / 4 % 3, w = row % 4;
        double largest = -1e30, total = 0, all = 0;
        for (std::size_t c = 0; c < 10; ++c) largest = std::max<double>(largest, in(n, h, w, c));
        for (std::size_t c = 0; c < 10; ++c) total += static_cast<float>(std::exp(in(n, h, w, c) - largest));
        for (std::size_t c = 0; c < 10; ++c) {
            const double e = static_cast<float>(std::exp(in(n, h, w, c) - largest));
            REQUIRE(out(n, h, w, c) == static_cast<float>(e / total));
            all += out(n, h, w, c);
        }
        REQUIRE(std::abs(all - 1) < 1e-6);
    }
    std::vector<float> far{1000, -1000, -infinity, 1000}, undefined{0, std::nanf(""), 1}, infinite{infinity, 0};
    op::float_softmax().run(view(far), view(far)); // in place
    CHECK(far == std::vector<float>{0.5F, 0, 0, 0.5F});
    op::float_softmax().run(view(undefined), view(undefined));
    op::float_softmax().run(view(infinite), view(infinite));
    for (const float x : undefined) CHECK(std::isnan(x));
    for (const float x : infinite) CHECK(std::isnan(x));
}

TEST_CASE("softmax of integers equals its formula", "[op]") {
    for (const float scale : {0.1F, 1e-30F, 3e38F, 0.7F})
        for (const std::size_t columns : std::array<std::size_t, 6>{1, 10, 255, 256, 257, 1000}) {
            const affine_params output{1.0F / 256, -128};
            const op::softmax<std::int8_t> softmax({scale, 17}, output, {-128, 100});
            auto in = random_bytes<std::int8_t>(3 * columns, 5), out = in;
            const tensor_view<std::int8_t, 2> rows(out.data(), {3, columns});
            softmax.run(rows, rows); // in place
            std::size_t differences = 0;
            for (std::size_t i = 0; i < 3; ++i) {
                const std::int8_t* row = in.data() + i * columns;
                int largest = -128;
                for (std::size_t j = 0; j < columns; ++j) largest = std::max<int>(largest, row[j]);
                const auto t = [&](std::size_t j) {
                    return std::rint(std::exp(-(largest - row[j]) * double{scale}) * 0x1p23);
                };
                double total = 0;
                for (std::size_t j = 0; j < columns; ++j) total += t(j);
                for (std::size_t j = 0; j < columns; ++j)
                    differences +=
                        rows(i, j) != plain::rounded(static_cast<float>(t(j) / total) * 256, -128, {-128, 100});
            }
            CAPTURE(scale, columns);
            REQUIRE(differences == 0);
        }
}

TEST_CASE("softmax gives the same on rows of any stride, over threads", "[op]") {
    thread_pool pool(3);
    const std::array<std::size_t, 4> extents{2, 30, 41, 43};
    const op::softmax<std::uint8_t> softmax({0.1F, 17}, {1.0F / 256, 0}, {0, 255});
    const image<std::uint8_t> in(extents, layout::channels_first, 7), out(extents, layout::channels_first);
    const image<std::uint8_t> copy(extents, layout::channels_last), want(extents, layout::channels_last);
    for_each_index(extents, [&](auto... at) { copy(at...) = in(at...); });
    softmax.run(in.view(), out.view(), pool);
    softmax.run(copy.view(), want.view());
    std::size_t differences = 0;
    for_each_index(extents, [&](auto... at) { differences += out(at...) != want(at...); });
    CHECK(differences == 0);
}

TEST_CASE("float operators work in place, allocate nothing and refuse what does not fit", "[op][errors]") {
    std::vector<float> a(3000, 1.5F), b(3000, -2.0F), ten(10), other(10);
    const op::float_add add(op::activation::none);
    const std::size_t before = support::allocations();
    add.run(view(a), view(b), view(a));
    op::float_mul(op::activation::none).run(view(a), view(a), view(a));
    op::float_clamp(op::activation::relu).run(view(b), view(b));
    op::float_apply([](float x) { return x + 1; }).run(view(b), view(b));
    op::float_softmax().run(view(ten), view(ten));
    CHECK(support::allocations() == before);
    CHECK((a[2999] == 0.25F && b[2999] == 1.0F));
    REQUIRE_ERROR(op::float_add({.lowest = 2, .highest = 1}), "op::float_add: an activation from 2 to 1");
    REQUIRE_ERROR(op::float_clamp({.lowest = std::nanf(""), .highest = 1}), "an activation from nan to 1");
    REQUIRE_ERROR(add.run(view(a), view(ten), view(a)), "op::float_add: axis 0 has 10 elements in the right side");
    const tensor_view<float, 1> late(a.data() + 1, {10});
    REQUIRE_ERROR(op::float_softmax().run(tensor_view<float, 1>(a.data(), {10}), late), "overlap");
    REQUIRE_ERROR(op::softmax<std::uint8_t>({0.0F, 0}, {1.0F, 0}, {0, 255}), "op::softmax: scale 0 of the input");
}
