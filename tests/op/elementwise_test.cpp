// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>

#include <quanta/core/thread_pool.hpp>
#include <quanta/op/add.hpp>
#include <quanta/op/functions.hpp>
#include <quanta/op/mul.hpp>
#include <quanta/op/rescale.hpp>
#include <quanta/op/table.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/limited_isa.hpp>

#include "images.hpp"

using namespace quanta;

namespace {

template <class T>
constexpr op::integer_range whole = op::whole_range<T>();

/// Parameters of both operands and the output, and the output's range.
struct parameters {
    affine_params lhs, rhs, out;
    op::integer_range range;
};

/// Ordinary ones, scales at both ends of what floats hold, ties, narrow ranges with the zero point outside.
template <class T>
std::vector<parameters> all_parameters() {
    constexpr int low = std::numeric_limits<T>::min(), high = std::numeric_limits<T>::max();
    return {{{0.05F, low + 100}, {0.031F, low + 7}, {0.07F, low + 128}, whole<T>},
            {{0.5F, low}, {0.5F, high}, {1.0F, low + 3}, whole<T>}, // ties
            {{1e-38F, low + 9}, {1e-38F, low}, {1e-38F, high}, whole<T>},
            {{3e38F, low + 9}, {1.0F, low}, {3e38F, high}, whole<T>},
            {{1.0F, low}, {1.0F, low}, {1e38F, low}, whole<T>},
            {{1e19F, low + 128}, {1e19F, low + 120}, {1.0F, low + 30}, whole<T>}, // products beyond floats saturate
            {{0.1F, low + 5}, {0.2F, low + 250}, {0.3F, low}, {low + 16, low + 31}},
            {{0.1F, low + 5}, {0.2F, low + 250}, {0.01F, low + 77}, {low + 77, low + 77}}};
}

/// A matrix whose rows are `gap` values apart.
template <class T>
tensor_view<T, 2> rows_apart(std::vector<T>& values, std::size_t rows, std::size_t columns, std::size_t gap) {
    return {values.data(), {rows, columns}, {static_cast<std::ptrdiff_t>(columns + gap), 1}};
}

} // namespace

TEMPLATE_TEST_CASE("adding and multiplying integers equals the formulas", "[op][isa]", std::uint8_t, std::int8_t) {
    for (const isa::id id : isa::available())
        for (const parameters& p : all_parameters<TestType>())
            for (const std::size_t columns : std::array<std::size_t, 8>{0, 1, 15, 16, 17, 31, 33, 100}) {
                const support::limited_isa limited(id);
                CAPTURE(isa::name(id), p.lhs.scale, p.out.zero_point, columns);
                const std::size_t rows = 3;
                auto a = random_bytes<TestType>(rows * (columns + 4), 1),
                     b = random_bytes<TestType>(rows * (columns + 4), 2);
                std::vector<TestType> sums(a.size()), products(a.size());
                const auto lhs = rows_apart(a, rows, columns, 4), rhs = rows_apart(b, rows, columns, 1);
                const auto sum = rows_apart(sums, rows, columns, 0), product = rows_apart(products, rows, columns, 2);
                op::add<TestType>(p.lhs, p.rhs, p.out, p.range).run(lhs, rhs, sum);
                op::mul<TestType>(p.lhs, p.rhs, p.out, p.range).run(lhs, rhs, product);
                std::size_t differences = 0;
                for (std::size_t i = 0; i < rows; ++i)
                    for (std::size_t j = 0; j < columns; ++j) {
                        const int l = lhs(i, j) - p.lhs.zero_point, r = rhs(i, j) - p.rhs.zero_point;
                        const auto to_left = static_cast<float>(double{p.lhs.scale} / double{p.out.scale});
                        const auto to_right = static_cast<float>(double{p.rhs.scale} / double{p.out.scale});
                        const float right = static_cast<float>(r) * to_right;
                        const float steps = std::fma(static_cast<float>(l), to_left, right);
                        differences += sum(i, j) != plain::rounded(steps, p.out.zero_point, p.range);
                        differences += product(i, j) !=
                                       plain::requantize(std::int64_t{l} * r, p.lhs.scale, p.rhs.scale, p.out, p.range);
                    }
                REQUIRE(differences == 0);
            }
}

TEMPLATE_TEST_CASE("rescaling integers equals the formula", "[op][isa]", std::uint8_t, std::int8_t) {
    using other = std::conditional_t<std::is_signed_v<TestType>, std::uint8_t, std::int8_t>;
    constexpr int to_other = std::is_signed_v<TestType> ? 128 : -128;
    for (const isa::id id : isa::available())
        for (const parameters& p : all_parameters<TestType>()) {
            const support::limited_isa limited(id);
            CAPTURE(isa::name(id), p.lhs.scale, p.out.zero_point);
            auto in = random_bytes<TestType>(301, 3);
            std::vector<TestType> same(in.size());
            std::vector<other> changed(in.size());
            const affine_params out{p.out.scale, p.out.zero_point + to_other};
            const op::integer_range range{p.range.lowest + to_other, p.range.highest + to_other};
            op::rescale<TestType>(p.lhs, p.out, p.range).run(view(in), view(same));
            op::rescale<TestType, other>(p.lhs, out, range).run(view(in), view(changed));
            std::size_t differences = 0;
            for (std::size_t i = 0; i < in.size(); ++i) {
                const int want = plain::requantize(in[i] - p.lhs.zero_point, p.lhs.scale, 1, p.out, p.range);
                differences += same[i] != want;
                differences += changed[i] != want + to_other;
            }
            REQUIRE(differences == 0);
            op::rescale<TestType>(p.out, p.out, whole<TestType>).run(view(in), view(same));
            REQUIRE(same == in);
        }
}

TEMPLATE_TEST_CASE("a table holds a function of every value", "[op][isa]", std::uint8_t, std::int8_t) {
    constexpr int low = std::numeric_limits<TestType>::min();
    const affine_params input{0.05F, low + 120}, output{0.04F, low + 10};
    const op::integer_range range{low + 2, low + 240};
    for (const isa::id id : isa::available()) {
        const support::limited_isa limited(id);
        CAPTURE(isa::name(id));
        const op::table<TestType> sine([](float x) { return std::sin(x) * 9; }, input, output, range);
        auto in = random_bytes<TestType>(700, 4);
        for (std::size_t i = 0; i < 256; ++i) in[i] = static_cast<TestType>(i);
        std::vector<TestType> out(in.size());
        sine.run(view(in), view(out));
        std::size_t differences = 0;
        for (std::size_t i = 0; i < in.size(); ++i) {
            const float x = static_cast<float>(in[i] - input.zero_point) * input.scale;
            const float steps = std::sin(x) * 9 * (1.0F / output.scale);
            differences += out[i] != plain::rounded(steps, output.zero_point, range);
            differences += sine.entries()[static_cast<std::uint8_t>(in[i])] != out[i];
        }
        REQUIRE(differences == 0);
    }
    const auto undefined = [](float) { return std::nanf(""); };
    const op::table<TestType> nothing(undefined, input, output, {low + 20, low + 30});
    CHECK(nothing.entries()[0] == low + 20); // the zero point, clamped
}

TEMPLATE_TEST_CASE("operands may be views of any strides, shared out over threads", "[op]", std::uint8_t, std::int8_t) {
    const parameters p = all_parameters<TestType>().front();
    const op::add<TestType> add(p.lhs, p.rhs, p.out, p.range);
    thread_pool pool(3);
    for (const auto& extents : {std::array<std::size_t, 4>{2, 5, 7, 3}, {1, 41, 53, 31}, {1, 1, 1, 1}, {3, 1, 4, 17}})
        for (const layout left : layouts)
            for (const layout to : layouts) {
                const image<TestType> lhs(extents, left, 1), rhs(extents, layout::channels_last, 2);
                const image<TestType> out(extents, to), want(extents, layout::channels_last);
                const image<TestType> contiguous(extents, layout::channels_last);
                for_each_index(extents, [&](auto... at) { contiguous(at...) = lhs(at...); });
                add.run(lhs.view(), rhs.view(), out.view(), pool);
                add.run(contiguous.view(), rhs.view(), want.view());
                std::size_t differences = 0;
                for_each_index(extents, [&](auto... at) { differences += out(at...) != want(at...); });
                CAPTURE(extents[3], static_cast<int>(left), static_cast<int>(to));
                REQUIRE(differences == 0);
            }
}

TEST_CASE("a stride of 0 repeats an operand", "[op]") {
    auto gates = random_bytes<std::uint8_t>(2 * 19, 5);
    const image<std::uint8_t> in({2, 5, 6, 19}, layout::channels_last, 6), out({2, 5, 6, 19}, layout::channels_last);
    const affine_params a{0.1F, 13}, b{1.0F / 256, 0};
    const tensor_view<const std::uint8_t, 4> repeated(gates.data(), {2, 5, 6, 19}, {19, 0, 0, 1});
    op::mul<std::uint8_t>(a, b, a, {0, 255}).run(in.view(), repeated, out.view());
    std::size_t differences = 0;
    for_each_index({2, 5, 6, 19}, [&](std::size_t n, std::size_t h, std::size_t w, std::size_t c) {
        const std::int64_t product = std::int64_t{in(n, h, w, c) - 13} * gates[n * 19 + c];
        differences += out(n, h, w, c) != plain::requantize(product, a.scale, b.scale, a, {0, 255});
    });
    CHECK(differences == 0);
}

TEST_CASE("elementwise operators work in place, refuse other overlaps and allocate nothing", "[op][errors]") {
    const affine_params p{0.1F, 100};
    const op::integer_range all{0, 255};
    const op::add<std::uint8_t> add(p, p, p, all);
    const op::table<std::uint8_t> sigmoid(op::functions::sigmoid{}, p, {1.0F / 256, 0}, all);
    auto a = random_bytes<std::uint8_t>(3000, 7), b = random_bytes<std::uint8_t>(3000, 8);
    std::vector<std::uint8_t> expected(3000), looked_up(3000);
    add.run(view(a), view(b), view(expected));
    sigmoid.run(view(expected), view(looked_up));
    auto left = a, right = b;
    const std::size_t before = support::allocations();
    add.run(view(left), view(b), view(left));
    add.run(view(a), view(right), view(right));
    sigmoid.run(view(left), view(left));
    CHECK(support::allocations() == before);
    CHECK(right == expected);
    CHECK(left == looked_up);
    const tensor_view<std::uint8_t, 1> early(a.data(), {100}), late(a.data() + 1, {100});
    REQUIRE_ERROR(add.run(early, late, late), "the left side and the output of 100 elements overlap");
    REQUIRE_ERROR(add.run(late, early, late), "the right side and the output of 100 elements overlap");
    REQUIRE_ERROR(sigmoid.run(early, late), "the input and the output of 100 elements overlap");
    const tensor_view<std::uint8_t, 2> stacked(b.data(), {3, 5}, {4, 1}), in(a.data(), {3, 5});
    REQUIRE_ERROR(sigmoid.run(in, stacked), "the output of 15 elements overlaps itself");
}

TEST_CASE("elementwise operators refuse what does not fit, by name", "[op][errors]") {
    using bytes = std::uint8_t;
    const affine_params good{1.0F, 0};
    const op::integer_range all{0, 255};
    REQUIRE_ERROR(op::add<bytes>({0.0F, 0}, good, good, all), "op::add: scale 0 of the left side");
    REQUIRE_ERROR(op::add<bytes>(good, {std::nanf(""), 0}, good, all), "op::add: scale nan of the right side");
    REQUIRE_ERROR(op::mul<bytes>(good, good, {-1.0F, 0}, all), "op::mul: scale -1 of the output");
    REQUIRE_ERROR(op::mul<bytes>(good, good, {1.0F, 256}, all), "zero point 256 of the output");
    REQUIRE_ERROR(op::add<bytes>({1.0F, -1}, good, good, all), "zero point -1 of the left side");
    REQUIRE_ERROR(op::add<bytes>({3e38F, 0}, good, {1e-38F, 0}, all), "the multiplier of the left side is inf");
    REQUIRE_ERROR(op::rescale<bytes>({3e38F, 0}, {1e-38F, 0}, all), "op::rescale: the multiplier of the input is inf");
    REQUIRE_ERROR(op::rescale<bytes>(good, good, {3, 2}), "lowest 3 is above highest 2");
    REQUIRE_ERROR(op::rescale<bytes>(good, good, {-1, 255}), "the range [-1, 255] is not inside [0, 255]");
    REQUIRE_ERROR((op::rescale<bytes, std::int8_t>(good, good, {0, 255})), "is not inside [-128, 127]");
    REQUIRE_ERROR(op::table<bytes>(op::functions::relu{}, good, {1e-45F, 0}, all), "has no finite reciprocal");
    std::vector<bytes> values(64);
    const tensor_view<bytes, 2> wide(values.data(), {2, 6}), narrow(values.data() + 32, {2, 5});
    REQUIRE_ERROR(op::add<bytes>(good, good, good, all).run(wide, narrow, narrow),
                  "op::add: axis 1 has 6 elements in the left side and 5 in the output");
    REQUIRE_ERROR(op::add<bytes>(good, good, good, all).run(narrow, wide, narrow), "6 elements in the right side");
    REQUIRE_ERROR(op::rescale<bytes>(good, good, all).run(wide, narrow), "6 elements in the input and 5");
}
