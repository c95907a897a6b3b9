// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/graph/infer_shape.hpp>

#include <support/failure.hpp>

using namespace quanta;
using namespace quanta::graph;

namespace {

using shapes = std::vector<shape>;
using parameters = std::vector<parameter>;

shape infer(const operation& what, const shapes& inputs, const parameters& learned = {}) {
    return infer_shape("n", what, inputs, learned);
}
/// Parameters without values: their extents are all that counts.
parameters weights(shape extents) { return {{"weights", std::move(extents), {}}}; }
parameters weights(shape extents, std::size_t bias) {
    return {{"weights", std::move(extents), {}}, {"bias", {bias}, {}}};
}

op::window window(std::size_t kernel, std::size_t stride, std::size_t padding, std::size_t dilation) {
    return {{kernel, kernel}, {stride, stride}, {padding, padding, padding, padding}, {dilation, dilation}};
}

constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

} // namespace

TEST_CASE("shapes of convolutions", "[graph]") {
    using namespace operations;
    CHECK(infer(conv2d{window(3, 1, 1, 1), 1}, {{28, 28, 1}}, weights({16, 3, 3, 1}, 16)) == shape{28, 28, 16});
    CHECK(infer(conv2d{window(3, 2, 1, 1), 2}, {{28, 27, 4}}, weights({6, 3, 3, 2})) == shape{14, 14, 6});
    CHECK(infer(conv2d{window(3, 1, 0, 3), 1}, {{7, 9, 4}}, weights({2, 3, 3, 4})) == shape{1, 3, 2});
    CHECK(infer(conv2d{window(5, 1, 20, 1), 4}, {{1, 1, 4}}, weights({8, 5, 5, 1})) == shape{37, 37, 8});
    CHECK(infer(conv2d_transpose{window(3, 2, 1, 1), {1, 1}}, {{7, 5, 4}}, weights({3, 3, 3, 4}, 3)) ==
          shape{14, 10, 3});
    CHECK(infer(conv2d_transpose{window(2, 2, 0, 1), {0, 0}}, {{1, 1, 1}}, weights({1, 2, 2, 1})) == shape{2, 2, 1});
}

TEST_CASE("errors of convolutions name the node and the shapes", "[graph]") {
    using namespace operations;
    const conv2d same{window(3, 1, 1, 1), 1};
    REQUIRE_ERROR(
        infer_shape("stem", same, shapes{{28, 28, 1}}, weights({16, 3, 3, 2})),
        "conv2d 'stem': weights (16, 3, 3, 2) for an input (28, 28, 1) in 1 group, expected are (16, 3, 3, 1)");
    REQUIRE_ERROR(infer(conv2d{window(3, 1, 1, 1), 3}, {{28, 28, 4}}, weights({6, 3, 3, 1})),
                  "conv2d 'n': weights (6, 3, 3, 1) for an input (28, 28, 4) in 3 groups: the groups must divide both");
    REQUIRE_ERROR(infer(conv2d{window(3, 1, 1, 1), 0}, {{28, 28, 4}}, weights({6, 3, 3, 1})), "in 0 groups");
    REQUIRE_ERROR(infer(conv2d{window(3, 1, 1, 1), 4}, {{28, 28, 4}}, weights({6, 3, 3, 1})), "must divide both");
    REQUIRE_ERROR(infer(same, {{28, 28}}, weights({6, 3, 3, 1})), "an input (28, 28), it must be an image");
    REQUIRE_ERROR(infer(same, {{28, 28, 1}}), "the parameter 'weights' is missing");
    REQUIRE_ERROR(infer(same, {{28, 28, 1}}, weights({16, 9, 1})), "weights (16, 9, 1) have 3 axes, expected are 4");
    REQUIRE_ERROR(infer(same, {{28, 28, 1}}, weights({16, 3, 3, 1}, 15)), "bias (15), expected is (16)");
    REQUIRE_ERROR(infer(same, {{28, 28, 1}}, {{"scale", {1}, {}}}), "has no parameter 'scale'");
    REQUIRE_ERROR(infer(same, {{28, 28, 1}}, {{"weights", {16, 3, 3, 1}, {}}, {"weights", {16, 3, 3, 1}, {}}}),
                  "two parameters 'weights'");
    REQUIRE_ERROR(infer(same, {}, weights({16, 3, 3, 1})), "conv2d 'n': 0 operands, expected are 1");
    REQUIRE_ERROR(infer(conv2d{window(9, 1, 0, 1), 1}, {{8, 8, 1}}, weights({1, 9, 9, 1})), "reaches over 9 pixels");
    REQUIRE_ERROR(infer(conv2d{window(3, 0, 0, 1), 1}, {{8, 8, 1}}, weights({1, 3, 3, 1})), "stride down of 0");
    REQUIRE_ERROR(infer(conv2d_transpose{window(3, 2, 1, 1), {2, 0}}, {{7, 7, 4}}, weights({3, 3, 3, 4})),
                  "an output padding of 2 at a height stride of 2");
    REQUIRE_ERROR(infer(conv2d_transpose{window(3, 1, 5, 1), {0, 0}}, {{7, 7, 4}}, weights({3, 3, 3, 4})),
                  "a padding of 10 leaves nothing of a height of 9");
    REQUIRE_ERROR(infer(conv2d_transpose{window(3, 1, 1, 1), {0, 0}}, {{7, 7, 4}}, weights({3, 3, 3, 5})),
                  "weights (3, 3, 3, 5) for an input (7, 7, 4), expected are (3, 3, 3, 4)");
}

TEST_CASE("shapes of the other operations", "[graph]") {
    using namespace operations;
    CHECK(infer(linear{}, {{64}}, weights({10, 64}, 10)) == shape{10});
    CHECK(infer(max_pool2d{window(2, 2, 0, 1)}, {{7, 8, 3}}) == shape{3, 4, 3});
    CHECK(infer(average_pool2d{window(3, 1, 1, 1), false}, {{7, 8, 3}}) == shape{7, 8, 3});
    CHECK(infer(global_average_pool{}, {{7, 8, 3}}) == shape{3});
    CHECK(infer(add{}, {{7, 8, 3}, {7, 8, 3}}) == shape{7, 8, 3});
    CHECK(infer(mul{}, {{5}, {5}}) == shape{5});
    CHECK(infer(concat{}, {{7, 8, 3}, {7, 8, 1}, {7, 8, 2}}) == shape{7, 8, 6});
    CHECK(infer(concat{}, {{4}}) == shape{4});
    CHECK(infer(batch_norm{1e-5F, 0.1F}, {{7, 8, 3}},
                {{"scale", {3}, {}}, {"shift", {3}, {}}, {"mean", {3}, {}}, {"variance", {3}, {}}}) == shape{7, 8, 3});
    CHECK(infer(elementwise{.what = function::gelu}, {{2, 3}}) == shape{2, 3});
    CHECK(infer(softmax{}, {{10}}) == shape{10});
    CHECK(infer(resize{{3, 20}, interpolation::bilinear}, {{7, 8, 3}}) == shape{3, 20, 3});
    CHECK(infer(flatten{}, {{7, 8, 3}}) == shape{168});
    CHECK(infer(operations::quantize{}, {{7, 8, 3}}) == shape{7, 8, 3});
    CHECK(infer(operations::dequantize{}, {{4}}) == shape{4});
}

TEST_CASE("errors of the other operations", "[graph]") {
    using namespace operations;
    REQUIRE_ERROR(infer(linear{}, {{63}}, weights({10, 64})), "linear 'n': weights (10, 64) for an input (63)");
    REQUIRE_ERROR(infer(linear{}, {{8, 8, 1}}, weights({10, 64})), "is it to be flattened?");
    REQUIRE_ERROR(infer(add{}, {{7, 8, 3}, {7, 8, 4}}), "add 'n': operands (7, 8, 3) and (7, 8, 4)");
    REQUIRE_ERROR(infer(mul{}, {{7, 8, 3}}), "mul 'n': 1 operands, expected are 2");
    REQUIRE_ERROR(infer(concat{}, {}), "concat 'n': no operands");
    REQUIRE_ERROR(infer(concat{}, {{7, 8, 3}, {7, 7, 3}}), "differ in more than the last axis");
    REQUIRE_ERROR(infer(concat{}, {{7, 8, 3}, {3}}), "differ in more than the last axis");
    REQUIRE_ERROR(infer(max_pool2d{window(2, 1, 2, 1)}, {{4, 4, 1}}),
                  "max_pool2d 'n': the window of row 0 has no tap inside the image of 4");
    REQUIRE_ERROR(infer(average_pool2d{window(2, 1, 3, 8), true}, {{4, 4, 1}}), "the window of row 0 has no tap");
    REQUIRE_ERROR(infer(max_pool2d{{{1, 2}, {1, 1}, {0, 0, 0, 2}, {1, 1}}}, {{4, 4, 1}}),
                  "the window of column 4 has no tap inside the image of 4");
    REQUIRE_ERROR(infer(batch_norm{1e-5F, 0.1F}, {{3}}), "batch_norm 'n': the parameter 'scale' is missing");
    REQUIRE_ERROR(infer(batch_norm{not_a_number, 0.1F}, {{3}}), "batch_norm 'n': epsilon nan");
    REQUIRE_ERROR(infer(batch_norm{-1.0F, 0.1F}, {{3}}), "batch_norm 'n': epsilon -1");
    REQUIRE_ERROR(infer(batch_norm{0.0F, not_a_number}, {{3}}), "batch_norm 'n': momentum nan is not in [0, 1]");
    REQUIRE_ERROR(infer(elementwise{.what = function::clamp, .lowest = 2, .highest = 1}, {{3}}),
                  "clamp 'n': bounds 2 and 1");
    REQUIRE_ERROR(infer(elementwise{.what = function::clamp, .lowest = not_a_number, .highest = 1}, {{3}}),
                  "bounds nan and 1");
    REQUIRE_ERROR(infer(elementwise{.what = function::clamp}, {{3}}), "clamp 'n': bounds 0 and 0");
    REQUIRE_ERROR(infer(elementwise{.what = function::leaky_relu, .lowest = not_a_number}, {{3}}),
                  "leaky_relu 'n': a slope of nan");
    REQUIRE_ERROR(infer(elementwise{.what = function::leaky_relu}, {{3}}), "leaky_relu 'n': a slope of 0");
    REQUIRE_ERROR(infer(elementwise{.what = function::user, .name = "swish"}, {{3}}),
                  "user 'n': no code for the function 'swish'");
    REQUIRE_ERROR(infer(elementwise{.what = static_cast<function>(99)}, {{3}}), "elementwise 'n': function 99");
    REQUIRE_ERROR(infer(resize{{3, 3}, static_cast<interpolation>(7)}, {{7, 8, 3}}), "resize 'n': interpolation 7");
    REQUIRE_ERROR(infer(resize{{0, 3}, interpolation::nearest}, {{7, 8, 3}}),
                  "the shape (0, 3, 3) has an axis of zero");
    REQUIRE_ERROR(infer(flatten{}, {{7, 8}, {3}}), "flatten 'n': 2 operands");
    REQUIRE_ERROR(infer(softmax{}, {{3}}, weights({3})), "softmax 'n': has no parameter 'weights'");
    REQUIRE_ERROR(infer(softmax{}, {shape(9, 1)}), "a shape with 9 axes, it must have 1 to 8");
}

TEST_CASE("numbers that no memory could hold are errors, not overflows", "[graph]") {
    using namespace operations;
    const std::size_t limit = std::size_t{1} << 20;
    REQUIRE_ERROR(infer(softmax{}, {{huge}}), "softmax 'n': 1 * 18446744073709551615 is more than");
    REQUIRE_ERROR(infer(softmax{}, {{huge / 4, 3}}), "is more than");
    REQUIRE_ERROR(infer(flatten{}, {{huge / 2 + 1, 2}}), "is more than");
    REQUIRE_ERROR(infer(concat{}, {{huge / 16}, {huge / 16}, {huge / 16}}), "is more than");
    REQUIRE_ERROR(infer(resize{{65537, 1}, interpolation::nearest}, {{1, 1, 1}}),
                  "resize 'n': a size of 65537 x 1, neither may be more than 65536");
    REQUIRE_ERROR(infer(resize{{65536, 65536}, interpolation::nearest}, {{1, 1, huge / 2}}), "is more than");
    REQUIRE_ERROR(
        infer(conv2d_transpose{{.kernel = {1, 1}, .stride = {4096, 64}}, {0, 0}}, {{1, 1, 1}}, weights({1, 1, 1, 1})),
        "conv2d_transpose 'n': strides of 4096 and 64 make more than 4096 phases");
    REQUIRE_ERROR(infer(conv2d{window(1, 1, huge, 1), 1}, {{1, 1, 1}}, weights({1, 1, 1, 1})), "padding");
    REQUIRE_ERROR(infer(conv2d{window(limit, 1, limit, limit), 1}, {{1, 1, 1}}, weights({1, limit, limit, 1})),
                  "reaches over");
    REQUIRE_ERROR(infer(conv2d{window(1, 1, limit, 1), 1}, {{1, 1, 1}}, weights({huge / 8, 1, 1, 1})), "is more than");
    REQUIRE_ERROR(infer(conv2d_transpose{{.kernel = {1, 1}, .stride = {4096, 1}}, {0, 0}}, {{huge / 1024, 1, 1}},
                        weights({1, 1, 1, 1})),
                  "are more than memory can hold");
    REQUIRE_ERROR(infer(conv2d_transpose{window(1, 1, 0, 1), {huge, 0}}, {{1, 1, 1}}, weights({1, 1, 1, 1})),
                  "an output padding of");
    REQUIRE_ERROR(infer(max_pool2d{window(limit, 1, limit, 1)}, {{2, huge / 64, 1}}), "has no tap");
}

TEST_CASE("whatever the numbers, a shape or an error", "[graph]") {
    const std::uint32_t seed = 11;
    CAPTURE(seed);
    std::mt19937_64 generator(seed);
    const auto number = [&]() -> std::size_t {
        const std::size_t any = generator();
        switch (generator() % 4) {
        case 0: return any % 5;
        case 1: return any % 100;
        case 2: return any % (std::size_t{1} << 21);
        default: return any;
        }
    };
    const auto extents = [&](std::size_t rank) {
        shape result(rank);
        for (std::size_t& each : result) each = number();
        return result;
    };
    std::size_t shapes_given = 0;
    for (int round = 0; round < 3000; ++round) {
        const op::window w{
            {number(), number()}, {number(), number()}, {number(), number(), number(), number()}, {number(), number()}};
        const operation choices[] = {operations::conv2d{w, number()},
                                     operations::conv2d_transpose{w, {number(), number()}},
                                     operations::linear{},
                                     operations::max_pool2d{w},
                                     operations::average_pool2d{w, false},
                                     operations::global_average_pool{},
                                     operations::concat{},
                                     operations::resize{{number(), number()}, interpolation::bilinear},
                                     operations::flatten{}};
        const operation& what = choices[generator() % std::size(choices)];
        const parameters learned = is<operations::linear>(what) ? weights(extents(2))
                                   : is<operations::conv2d>(what) || is<operations::conv2d_transpose>(what)
                                       ? weights(extents(4))
                                       : parameters{};
        try {
            const shape result = infer(what, {extents(is<operations::linear>(what) ? 1 : 3)}, learned);
            REQUIRE(element_count("result", result) > 0);
            ++shapes_given;
        } catch (const error&) { // as it should
        }
    }
    REQUIRE(shapes_given > 0);
}
