// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <op/convolution_cases.hpp>
#include <op/float_convolution.hpp>
#include <quanta/op/float_conv2d.hpp>
#include <quanta/quanta.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;

using convolution = support::float_convolution<op::float_conv2d>;

TEST_CASE("a convolution of floats is a chain of fused multiply-adds on every instruction set", "[op][isa]") {
    support::require_chains<op::float_conv2d>(support::convolution_cases);
}

TEST_CASE("a convolution of floats reads and writes other layouts", "[op][isa]") {
    support::require_chains_of_planes<op::float_conv2d>(support::convolution_cases);
}

TEST_CASE("stages of the caller's end a convolution of floats", "[op]") {
    const convolution c(support::convolution_cases[14]); // 4 groups
    const op::float_conv2d layer = c.layer(op::activation::none);
    const std::size_t outputs = c.sizes.outputs;
    const auto residual = support::floats(c.expected.size(), 1.0F, 5);
    std::vector<float> out(c.expected.size()), plain(c.expected.size());
    support::working_memory workspace(layer.workspace_bytes(c.input_extents, 1));
    const auto step = static_cast<std::ptrdiff_t>(outputs);
    layer.run(c.input(),
              epilogue::pipeline{epilogue::residual_add<float>{residual.data(), step},
                                 epilogue::bias<float>{c.bias.data()}, epilogue::store<float>{out.data(), step}},
              workspace.span());
    layer.run(c.input(), tensor_view<float, 4>(plain.data(), c.output_extents), workspace.span());
    for (std::size_t i = 0; i < out.size(); ++i) REQUIRE(out[i] == plain[i] + residual[i] + c.bias[i % outputs]);
}

TEST_CASE("a convolution of floats allocates nothing while it runs", "[op]") {
    const convolution c(support::convolution_cases[7]);
    const op::float_conv2d layer = c.layer(op::activation::relu);
    std::vector<float> out(c.expected.size());
    const tensor_view<float, 4> output(out.data(), c.output_extents);
    thread_pool pool(3);
    support::working_memory workspace(layer.workspace_bytes(c.input_extents, 3));
    const std::size_t allocated = support::allocations();
    layer.run(c.input(), output, workspace.span(), pool);
    layer.run(c.input(), output, workspace.span());
    CHECK(support::allocations() == allocated);
}

TEST_CASE("a convolution of floats refuses what does not fit, by name", "[op][errors]") {
    const std::vector<float> w(4 * 3 * 3 * 2), bias(3), x(1 * 5 * 5 * 4);
    const tensor_view<const float, 4> weights(w.data(), {4, 3, 3, 2});
    const op::window moved = op::window_of({3, 3});
    const auto make = [&](const op::window& by, std::size_t groups) {
        return op::float_conv2d(weights, {}, op::activation::none, by, groups);
    };
    REQUIRE_ERROR(make(op::window_of({2, 3}), 1), "op::float_conv2d: weights of 3 x 3 taps for a window of 2 x 3");
    REQUIRE_ERROR(make(moved, 3), "op::float_conv2d: 3 groups do not divide the 4 outputs");
    REQUIRE_ERROR(make(moved, 0), "0 groups");
    REQUIRE_ERROR(op::float_conv2d(weights, bias, op::activation::none, moved), "the number of biases is 3");
    const op::float_conv2d layer = make(moved, 2);
    CHECK(layer.inputs() == 4);
    CHECK(layer.weight_bytes() == 4 * (72 + 4));
    REQUIRE_ERROR(layer.output_extents({1, 5, 5, 3}), "the number of input channels is 3, expected is 4");
    REQUIRE_ERROR(layer.output_extents({1, 5, 2, 4}), "reaches over 3 pixels of width on an image that has 2");
    std::vector<float> out(36);
    const tensor_view<const float, 4> input(x.data(), {1, 5, 5, 4});
    const tensor_view<float, 4> other(out.data(), {1, 3, 2, 4}), output(out.data(), {1, 3, 3, 4});
    REQUIRE_ERROR(layer.run(input, other, {}), "the output is (1, 3, 2, 4), expected is (1, 3, 3, 4)");
    REQUIRE_ERROR(layer.run(input, output, {}), "op::float_conv2d: a workspace of 0 bytes");
    const tensor_view<const float, 4> same(out.data(), {1, 3, 3, 4});
    REQUIRE_ERROR(make(op::same_padding(moved), 2).run(same, output, {}), "overlaps the input");
}
