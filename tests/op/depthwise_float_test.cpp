// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <op/depthwise_cases.hpp>
#include <op/float_convolution.hpp>
#include <quanta/op/float_depthwise_conv2d.hpp>
#include <quanta/quanta.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;

using convolution = support::float_convolution<op::float_depthwise_conv2d>;

TEST_CASE("a depthwise convolution of floats is a chain of fused multiply-adds on every instruction set", "[op][isa]") {
    support::require_chains<op::float_depthwise_conv2d>(support::depthwise_cases);
}

TEST_CASE("a depthwise convolution of floats reads and writes other layouts", "[op][isa]") {
    support::require_chains_of_planes<op::float_depthwise_conv2d>(support::depthwise_cases);
}

TEST_CASE("stages of the caller's end a depthwise convolution of floats, which allocates nothing", "[op]") {
    const convolution c(support::depthwise_cases[8]);
    const auto layer = c.layer(op::activation::none);
    const auto residual = support::floats(c.expected.size(), 1.0F, 5);
    std::vector<float> out(c.expected.size()), plain(c.expected.size());
    thread_pool pool(3);
    support::working_memory workspace(layer.workspace_bytes(c.input_extents, 3));
    const auto step = static_cast<std::ptrdiff_t>(c.sizes.outputs);
    const std::size_t allocated = support::allocations();
    layer.run(c.input(),
              epilogue::pipeline{epilogue::residual_add<float>{residual.data(), step},
                                 epilogue::store<float>{out.data(), step}},
              workspace.span());
    layer.run(c.input(), tensor_view<float, 4>(plain.data(), c.output_extents), workspace.span(), pool);
    CHECK(support::allocations() == allocated);
    for (std::size_t i = 0; i < out.size(); ++i) REQUIRE(out[i] == plain[i] + residual[i]);
}

TEST_CASE("a depthwise convolution of floats refuses what does not fit, by name", "[op][errors]") {
    const std::vector<float> w(4 * 3 * 3), bias(3), x(1 * 5 * 5 * 4);
    const tensor_view<const float, 4> weights(w.data(), {4, 3, 3, 1});
    const op::window moved = op::window_of({3, 3});
    const auto make = [&](const op::window& by) {
        return op::float_depthwise_conv2d(weights, {}, op::activation::none, by);
    };
    REQUIRE_ERROR(make(op::window_of({2, 3})),
                  "op::float_depthwise_conv2d: weights of 3 x 3 taps for a window of 2 x 3");
    REQUIRE_ERROR(op::float_depthwise_conv2d(weights, bias, op::activation::none, moved), "the number of biases is 3");
    REQUIRE_ERROR(op::float_depthwise_conv2d(weights, {}, op::activation{1, 0}, moved), "an activation from 1 to 0");
    const auto layer = make(moved);
    CHECK(layer.outputs() == 4);
    CHECK(layer.weight_bytes() == 4 * (36 + 4));
    REQUIRE_ERROR(layer.output_extents({1, 5, 5, 3}), "3 input channels do not divide the 4 outputs");
    REQUIRE_ERROR(layer.output_extents({1, 5, 2, 4}), "reaches over 3 pixels of width on an image that has 2");
    std::vector<float> out(100);
    const tensor_view<const float, 4> input(x.data(), {1, 5, 5, 4});
    const tensor_view<float, 4> other(out.data(), {1, 3, 2, 4}), output(out.data(), {1, 3, 3, 4});
    REQUIRE_ERROR(layer.run(input, other, {}), "the output is (1, 3, 2, 4), expected is (1, 3, 3, 4)");
    REQUIRE_ERROR(layer.run(input, output, {}), "op::float_depthwise_conv2d: a workspace of 0 bytes");
    const tensor_view<const float, 4> same(out.data(), {1, 3, 3, 4});
    REQUIRE_ERROR(make(op::same_padding(moved)).run(same, output, {}), "overlaps the input");
}
