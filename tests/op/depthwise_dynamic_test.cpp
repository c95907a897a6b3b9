// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <op/depthwise_cases.hpp>
#include <op/dynamic_convolution.hpp>
#include <quanta/op/dynamic_depthwise_conv2d.hpp>
#include <quanta/quanta.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>

using namespace quanta;

using uint8_activations = scheme<uint8, asymmetric, per_tensor>;
using int8_symmetric = scheme<int8, symmetric, per_tensor>;
using channel_weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using zero_point_weights = scheme<uint8, asymmetric, per_channel<0>>;
using plain_layer = op::dynamic_depthwise_conv2d<uint8_activations, channel_weights>;
using convolution = support::dynamic_convolution<plain_layer, uint8_activations, channel_weights>;

TEST_CASE("a dynamic depthwise convolution equals its formula on every instruction set", "[op][isa]") {
    support::require_formula<plain_layer, uint8_activations, channel_weights>(support::depthwise_cases);
    support::require_formula<op::dynamic_depthwise_conv2d<int8_symmetric, zero_point_weights>, int8_symmetric,
                             zero_point_weights>(support::depthwise_cases);
}

TEST_CASE("an image's dynamic depthwise convolution does not depend on its batch, and allocates nothing",
          "[op][threads]") {
    const convolution c(support::depthwise_case(2, 20, 30, 48, 1, {{3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}}));
    const auto layer = c.layer(op::activation::relu6);
    const std::size_t outputs = c.output_extents[1] * c.output_extents[2] * c.output_extents[3];
    std::vector<float> all(2 * outputs), one(outputs);
    thread_pool pool(3);
    support::working_memory workspace(layer.workspace_bytes(c.input_extents, 3));
    const std::size_t allocated = support::allocations();
    layer.run(c.input(), tensor_view<float, 4>(all.data(), c.output_extents), workspace.span(), pool);
    for (std::size_t n = 0; n < 2; ++n) {
        const tensor_view<const float, 4> image(c.x.data() + n * c.image_size(), {1, 20, 30, 48});
        layer.run(image, tensor_view<float, 4>(one.data(), {1, 20, 30, 48}), workspace.span());
        CHECK(std::equal(one.begin(), one.end(), all.begin() + static_cast<std::ptrdiff_t>(n * outputs)));
    }
    CHECK(support::allocations() == allocated);
    CHECK(*std::min_element(all.begin(), all.end()) == 0);
    CHECK(*std::max_element(all.begin(), all.end()) <= 6);
}

TEST_CASE("a dynamic depthwise convolution refuses what does not fit, by name", "[op][errors]") {
    const std::vector<std::int8_t> w(4 * 3 * 3);
    const tensor_view<const std::int8_t, 4> weights(w.data(), {4, 3, 3, 1});
    const quantization<channel_weights> params(std::vector<float>(4, 0.1F), std::vector<std::int32_t>(4));
    const op::window moved = op::window_of({3, 3});
    REQUIRE_ERROR(plain_layer(weights, params, {}, op::activation::none, op::window_of({1, 1})),
                  "op::dynamic_depthwise_conv2d: weights of 3 x 3 taps for a window of 1 x 1");
    const std::vector<float> bias(3), x(100);
    REQUIRE_ERROR(plain_layer(weights, params, bias, op::activation::none, moved), "the number of biases is 3");
    const plain_layer made(weights, params, {}, op::activation::none, moved);
    CHECK(made.weight_bytes() == 36 + 8 * 4);
    std::vector<float> out(36);
    const tensor_view<const float, 4> image(x.data(), {1, 5, 5, 4});
    REQUIRE_ERROR(made.run(image, tensor_view<float, 4>(out.data(), {1, 3, 4, 3}), {}),
                  "the output is (1, 3, 4, 3), expected is (1, 3, 3, 4)");
    REQUIRE_ERROR(made.run(image, tensor_view<float, 4>(out.data(), {1, 3, 3, 4}), {}),
                  "op::dynamic_depthwise_conv2d: a workspace of 0 bytes");
    // 260 x 260 taps of -128 are safe for any one zero point in the middle of the range, not for those at its ends.
    const std::vector<std::int8_t> deep(260 * 260, -128);
    using deep_layer = op::dynamic_depthwise_conv2d<uint8_activations, scheme<int8, symmetric, per_tensor>>;
    REQUIRE_ERROR(deep_layer(tensor_view<const std::int8_t, 4>(deep.data(), {1, 260, 260, 1}),
                             quantization<scheme<int8, symmetric, per_tensor>>(affine_params{1.0F, 0}), {},
                             op::activation::none, op::window_of({260, 260})),
                  "260 x 260 taps, bias 0: the accumulator could reach -2206464000");
}
