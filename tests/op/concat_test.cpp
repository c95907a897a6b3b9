// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/thread_pool.hpp>
#include <quanta/op/concat.hpp>
#include <quanta/op/float_concat.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/limited_isa.hpp>

#include "images.hpp"

using namespace quanta;

TEMPLATE_TEST_CASE("inputs stand one behind the other, rescaled", "[op][isa]", std::uint8_t, std::int8_t) {
    constexpr int low = std::numeric_limits<TestType>::min();
    const affine_params output{0.07F, low + 60};
    const std::vector<affine_params> inputs{{0.1F, low + 3}, output, {0.013F, low + 250}};
    const op::integer_range range{low + 9, low + 255};
    thread_pool pool(2);
    for (const isa::id id : isa::available())
        for (std::size_t axis = 0; axis < 4; ++axis)
            for (const layout order : layouts) {
                const support::limited_isa limited(id);
                std::array<std::size_t, 4> extents{2, 3, 5, 17};
                std::deque<image<TestType>> parts; // which stay where they are
                std::vector<tensor_view<const TestType, 4>> views;
                std::size_t joined = 0;
                for (const std::size_t count : std::array<std::size_t, 3>{1, 4, 0}) {
                    extents[axis] = count;
                    parts.emplace_back(extents, order, 5);
                    views.push_back(parts.back().view());
                    joined += count;
                }
                extents[axis] = joined;
                const image<TestType> out(extents, layout::channels_last);
                op::concat<TestType>(inputs, output, axis, range).run(views, out.view(), pool);
                std::size_t differences = 0;
                for_each_index(extents, [&](auto... at) {
                    std::array<std::size_t, 4> from{at...};
                    const std::size_t part = from[axis] < 1 ? 0 : 1;
                    from[axis] -= part;
                    const int x = parts[part](from[0], from[1], from[2], from[3]) - inputs[part].zero_point;
                    differences += out(at...) != plain::requantize(x, inputs[part].scale, 1, output, range);
                });
                CAPTURE(isa::name(id), axis, static_cast<int>(order));
                REQUIRE(differences == 0);
            }
}

TEST_CASE("floats stand one behind the other, and may be in place already", "[op]") {
    const image<float> whole({2, 3, 4, 10}, layout::channels_last), second({2, 3, 4, 6}, layout::channels_first, 2);
    const tensor_view<float, 4> first = op::part_of(whole.view(), 3, 0, 4);
    first(1, 2, 3, 3) = 7;
    const std::vector<tensor_view<const float, 4>> inputs{first, second.view()};
    const std::size_t before = support::allocations();
    op::float_concat(3).run(inputs, whole.view());
    CHECK(support::allocations() == before);
    CHECK(whole(1U, 2U, 3U, 3U) == 7);
    std::size_t differences = 0;
    for_each_index({2, 3, 4, 6}, [&](std::size_t n, std::size_t h, std::size_t w, std::size_t c) {
        differences += whole(n, h, w, c + 4) != second(n, h, w, c);
    });
    CHECK(differences == 0);
}

TEST_CASE("concat refuses what does not fit, by name", "[op][errors]") {
    using bytes = std::uint8_t;
    const op::integer_range all{0, 255};
    const std::vector<affine_params> two{{1.0F, 0}, {1.0F, 0}}, bad{{1.0F, 0}, {0.0F, 0}}, far{{1.0F, 0}, {3e38F, 0}};
    REQUIRE_ERROR(op::concat<bytes>({}, {1.0F, 0}, 0, all), "op::concat: no inputs");
    REQUIRE_ERROR(op::concat<bytes>(bad, {1.0F, 0}, 0, all), "op::concat: scale 0 of the input 1");
    REQUIRE_ERROR(op::concat<bytes>(far, {1e-38F, 0}, 0, all), "op::concat: the multiplier of the input 1 is inf");
    std::vector<bytes> memory(100);
    const tensor_view<bytes, 2> a(memory.data(), {2, 3}), b(memory.data() + 10, {2, 4}),
        out(memory.data() + 20, {2, 7});
    const auto join = [&](std::size_t axis, const std::vector<tensor_view<const bytes, 2>>& inputs,
                          const tensor_view<bytes, 2>& output) {
        op::concat<bytes>(two, {1.0F, 0}, axis, all).run(inputs, output);
    };
    REQUIRE_NOTHROW(join(1, {a, b}, out));
    REQUIRE_ERROR(join(1, {a}, out), "the number of inputs is 1, expected is 2");
    REQUIRE_ERROR(join(2, {a, b}, out), "axis 2 of tensors of rank 2");
    REQUIRE_ERROR(join(0, {a, b}, out), "axis 1 has 3 elements in input 0 and 7 in the output");
    REQUIRE_ERROR(join(1, {a, a}, out), "axis 1 has 6 elements in the inputs together and 7 in the output");
    REQUIRE_ERROR(join(1, {a, op::part_of(out, 1, 0, 4)}, out), "input 1 and the output of 14 elements overlap");
    REQUIRE_ERROR(op::float_concat(0).run({}, tensor_view<float, 1>()), "op::float_concat: no inputs");
}
