// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <op/convolution_cases.hpp>
#include <op/dynamic_convolution.hpp>
#include <quanta/op/dynamic_conv2d.hpp>
#include <quanta/quanta.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>

using namespace quanta;

using uint8_activations = scheme<uint8, asymmetric, per_tensor>;
using int8_symmetric = scheme<int8, symmetric, per_tensor>;
using channel_weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using zero_point_weights = scheme<uint8, asymmetric, per_channel<0>>;
using plain_layer = op::dynamic_conv2d<uint8_activations, channel_weights>;
using convolution = support::dynamic_convolution<plain_layer, uint8_activations, channel_weights>;

TEST_CASE("a dynamic convolution equals its formula on every instruction set", "[op][isa]") {
    support::require_formula<plain_layer, uint8_activations, channel_weights>(support::convolution_cases);
    support::require_formula<op::dynamic_conv2d<int8_symmetric, zero_point_weights>, int8_symmetric,
                             zero_point_weights>(support::convolution_cases);
}

TEST_CASE("an image's results do not depend on its batch, nor on the number of workers", "[op]") {
    const support::convolution_case sizes{3, 40, 30, 24, 9, 1, op::same_padding(op::window_of({3, 3}))};
    const convolution c(sizes);
    const auto layer = c.layer(op::activation::relu6);
    CHECK(layer.weight_bytes() == c.w.size() + 9 * 8);
    const std::size_t outputs = c.output_extents[1] * c.output_extents[2] * c.output_extents[3];
    std::vector<float> all(3 * outputs), one(outputs);
    thread_pool pool(4);
    support::working_memory workspace(layer.workspace_bytes(c.input_extents, 4));
    const std::size_t allocated = support::allocations();
    layer.run(c.input(), tensor_view<float, 4>(all.data(), c.output_extents), workspace.span(), pool);
    for (std::size_t n = 0; n < 3; ++n) {
        const tensor_view<const float, 4> image(c.x.data() + n * c.image_size(), {1, 40, 30, 24});
        layer.run(image, tensor_view<float, 4>(one.data(), {1, 40, 30, 9}), workspace.span());
        CHECK(std::equal(one.begin(), one.end(), all.begin() + static_cast<std::ptrdiff_t>(n * outputs)));
        layer.run(image, tensor_view<float, 4>(one.data(), {1, 40, 30, 9}), workspace.span(), pool);
        CHECK(std::equal(one.begin(), one.end(), all.begin() + static_cast<std::ptrdiff_t>(n * outputs)));
    }
    CHECK(support::allocations() == allocated);
    CHECK(*std::min_element(all.begin(), all.end()) == 0);
    CHECK(*std::max_element(all.begin(), all.end()) <= 6);
}

TEST_CASE("a dynamic convolution refuses what does not fit, by name", "[op][errors]") {
    const std::vector<std::int8_t> w(4 * 3 * 3 * 2);
    const tensor_view<const std::int8_t, 4> weights(w.data(), {4, 3, 3, 2});
    const quantization<channel_weights> params(std::vector<float>(4, 0.1F), std::vector<std::int32_t>(4));
    const op::window moved = op::window_of({3, 3});
    REQUIRE_ERROR(plain_layer(weights, params, {}, op::activation::none, op::window_of({1, 1})),
                  "op::dynamic_conv2d: weights of 3 x 3 taps for a window of 1 x 1");
    const std::vector<float> bias(3), x(50);
    REQUIRE_ERROR(plain_layer(weights, params, bias, op::activation::none, moved), "the number of biases is 3");
    const plain_layer made(weights, params, {}, op::activation::none, moved);
    std::vector<float> out(36);
    const tensor_view<const float, 4> image(x.data(), {1, 5, 5, 2});
    REQUIRE_ERROR(made.run(image, tensor_view<float, 4>(out.data(), {1, 3, 4, 3}), {}),
                  "the output is (1, 3, 4, 3), expected is (1, 3, 3, 4)");
    REQUIRE_ERROR(made.run(image, tensor_view<float, 4>(out.data(), {1, 3, 3, 4}), {}),
                  "op::dynamic_conv2d: a workspace of 0 bytes");
    const quantization<scheme<int8, symmetric, per_tensor>> one(affine_params{1.0F, 0});
    const std::vector<std::int8_t> deep(66000, -128);
    using deep_layer = op::dynamic_conv2d<uint8_activations, scheme<int8, symmetric, per_tensor>>;
    REQUIRE_ERROR(deep_layer(tensor_view<const std::int8_t, 4>(deep.data(), {1, 1, 1, 66000}), one, {},
                             op::activation::none, op::window_of({1, 1})),
                  "safe up to depth 65793");
}
