// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <op/dynamic_convolution.hpp>
#include <op/transposed_cases.hpp>
#include <quanta/op/dynamic_conv2d_transpose.hpp>
#include <quanta/quanta.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>

using namespace quanta;

using uint8_activations = scheme<uint8, asymmetric, per_tensor>;
using int8_activations = scheme<int8, asymmetric, per_tensor>;
using int8_symmetric = scheme<int8, symmetric, per_tensor>;
using channel_weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using zero_point_weights = scheme<uint8, asymmetric, per_channel<0>>;
using plain_layer = op::dynamic_conv2d_transpose<uint8_activations, channel_weights>;
using shifted_layer = op::dynamic_conv2d_transpose<int8_activations, zero_point_weights>;
using symmetric_layer = op::dynamic_conv2d_transpose<int8_symmetric, zero_point_weights>;

TEST_CASE("a dynamic transposed convolution equals its formula on every instruction set", "[op][isa]") {
    support::require_formula<plain_layer, uint8_activations, channel_weights>(support::transposed_cases);
    support::require_formula<shifted_layer, int8_activations, zero_point_weights>(support::transposed_cases);
    support::require_formula<symmetric_layer, int8_symmetric, zero_point_weights>(support::transposed_cases);
}

TEST_CASE("an image's dynamic transposed convolution does not depend on its batch, and allocates nothing",
          "[op][threads]") {
    const support::transposed_case sizes{{3, 20, 30, 24, 10, 2, {{3, 4}, {2, 3}, {1, 0, 1, 2}, {1, 2}}}, {1, 0}};
    const support::dynamic_convolution<shifted_layer, int8_activations, zero_point_weights, support::transposed_case> c(
        sizes);
    const auto layer = c.layer(op::activation::relu6);
    CHECK(layer.weight_bytes() == c.w.size() + 10 * 12);
    const auto extents = c.output_extents;
    const std::size_t outputs = extents[1] * extents[2] * extents[3];
    std::vector<float> all(3 * outputs), one(outputs);
    const tensor_view<float, 4> alone(one.data(), {1, extents[1], extents[2], extents[3]});
    thread_pool pool(4);
    support::working_memory workspace(layer.workspace_bytes(c.input_extents, 4));
    const std::size_t allocated = support::allocations();
    layer.run(c.input(), tensor_view<float, 4>(all.data(), extents), workspace.span(), pool);
    for (std::size_t n = 0; n < 3; ++n) {
        const tensor_view<const float, 4> image(c.x.data() + n * c.image_size(), {1, 20, 30, 24});
        layer.run(image, alone, workspace.span());
        CHECK(std::equal(one.begin(), one.end(), all.begin() + static_cast<std::ptrdiff_t>(n * outputs)));
        layer.run(image, alone, workspace.span(), pool);
        CHECK(std::equal(one.begin(), one.end(), all.begin() + static_cast<std::ptrdiff_t>(n * outputs)));
    }
    CHECK(support::allocations() == allocated);
    CHECK(*std::min_element(all.begin(), all.end()) == 0);
    CHECK(*std::max_element(all.begin(), all.end()) <= 6);
}

TEST_CASE("a dynamic transposed convolution refuses what does not fit, by name", "[op][errors]") {
    const std::vector<std::int8_t> w(4 * 3 * 3 * 2);
    const tensor_view<const std::int8_t, 4> weights(w.data(), {4, 3, 3, 2});
    const quantization<channel_weights> params(std::vector<float>(4, 0.1F), std::vector<std::int32_t>(4));
    const auto make = [&](const op::window& moved, op::size2d more, const std::vector<float>& bias = {},
                          op::activation function = op::activation::none) {
        return plain_layer(weights, params, bias, function, moved, more);
    };
    const op::window doubled{{3, 3}, {2, 2}, {0, 0, 0, 0}, {1, 1}};
    REQUIRE_ERROR(make(op::window_of({1, 1}), {0, 0}),
                  "op::dynamic_conv2d_transpose: weights of 3 x 3 taps for a window of 1 x 1");
    REQUIRE_ERROR(make(doubled, {0, 2}), "an output padding of 2 pixels of width is not below the stride of 2");
    REQUIRE_ERROR(make({{3, 3}, {100, 100}, {0, 0, 0, 0}, {1, 1}}, {0, 0}), "make more than 4096 phases");
    REQUIRE_ERROR(make(doubled, {0, 0}, std::vector<float>(3)), "the number of biases is 3, expected is 4");
    REQUIRE_ERROR(make(doubled, {0, 0}, {}, {0, std::numeric_limits<float>::quiet_NaN()}),
                  "op::dynamic_conv2d_transpose: an activation from 0 to nan");
    REQUIRE_ERROR(make({{3, 3}, {1, 1}, {2, 0, 2, 0}, {1, 1}}, {0, 0}).output_extents({1, 1, 1, 2}),
                  "4 pixels of padding leave nothing of an output that has 3");

    const plain_layer made = make(doubled, {0, 0});
    const std::vector<float> x(8);
    std::vector<float> out(100);
    const tensor_view<const float, 4> image(x.data(), {1, 2, 2, 2});
    REQUIRE_ERROR(made.run(image, tensor_view<float, 4>(out.data(), {1, 5, 4, 4}), {}),
                  "the output is (1, 5, 4, 4), expected is (1, 5, 5, 4)");
    REQUIRE_ERROR(made.run(image, tensor_view<float, 4>(out.data(), {1, 5, 5, 4}), {}),
                  "op::dynamic_conv2d_transpose: a workspace of 0 bytes");
    const std::vector<std::int8_t> deep(66000, -128);
    using tensor_weights = scheme<int8, symmetric, per_tensor>;
    using deep_layer = op::dynamic_conv2d_transpose<uint8_activations, tensor_weights>;
    REQUIRE_ERROR(deep_layer(tensor_view<const std::int8_t, 4>(deep.data(), {1, 1, 1, 66000}),
                             quantization<tensor_weights>(affine_params{1.0F, 0}), {}, op::activation::none,
                             op::window_of({1, 1}), {0, 0}),
                  "safe up to depth 65793");
}
