// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <op/depthwise_cases.hpp>
#include <op/quantized_convolution.hpp>
#include <quanta/op/depthwise_conv2d.hpp>
#include <quanta/quanta.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/guarded_buffer.hpp>
#include <support/limited_isa.hpp>

using namespace quanta;

namespace {

using uint8_activations = scheme<uint8, asymmetric, per_tensor>;
using channel_weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using layer_type = op::depthwise_conv2d<uint8_activations, channel_weights>;
using operands = support::quantized_convolution<uint8_activations, channel_weights>;

layer_type layer_of(const operands& c) {
    return {c.weights(), c.parameters(), c.bias, c.input, c.output, op::activation::none, c.sizes.moved};
}

/// Large enough for several tasks, of rows and of channels.
const support::convolution_case large =
    support::depthwise_case(1, 3, 40, 300, 1, {{3, 3}, {1, 1}, {0, 1, 0, 1}, {1, 1}});

} // namespace

TEST_CASE("a depthwise convolution reads and writes other layouts", "[op][isa]") {
    thread_pool pool(2);
    for (const auto& sizes : support::depthwise_cases) {
        const operands c(sizes, support::pattern::uniform);
        for (const isa::id id : isa::available()) {
            const support::limited_isa limited(id);
            const layer_type layer = layer_of(c);
            const support::guarded_buffer<std::uint8_t> in(c.x.size()), out(c.accumulators.size());
            const auto planar_in = support::planar(in.data(), c.input_extents());
            const auto planar_out = support::planar(out.data(), c.output_extents);
            support::copy_images(c.activations(), planar_in);
            support::working_memory workspace(layer.workspace_bytes(planar_in, 2));
            layer.run(planar_in, planar_out, workspace.span(), pool);
            std::vector<std::uint8_t> got(c.accumulators.size());
            support::copy_images<std::uint8_t>(planar_out, {got.data(), c.output_extents});
            std::size_t differences = 0;
            for (std::size_t i = 0; i < got.size(); ++i) differences += got[i] != c.integer(i, false);
            CAPTURE(isa::name(id), sizes);
            REQUIRE(differences == 0);
        }
    }
}

TEST_CASE("a depthwise convolution reads and writes a part of larger images in place", "[op]") {
    const operands c(support::depthwise_cases[5], support::pattern::uniform);
    const layer_type layer = layer_of(c);
    const auto& e = c.output_extents;
    const std::size_t wide = c.sizes.inputs + 5, channels = e[3] + 3, columns = e[2] + 2;
    std::vector<std::uint8_t> in(c.x.size() / c.sizes.inputs * wide, 200), out((e[1] + 1) * columns * channels, 99);
    // The image upside down and from right to left, five channels more to each pixel.
    const auto pixel = static_cast<std::ptrdiff_t>(wide), line = pixel * static_cast<std::ptrdiff_t>(c.sizes.width);
    const tensor_view<std::uint8_t, 4> reversed(in.data() + in.size() - wide + 5, c.input_extents(),
                                                {0, -line, -pixel, 1});
    support::copy_images(c.activations(), reversed);
    const auto across = static_cast<std::ptrdiff_t>(channels), down = across * static_cast<std::ptrdiff_t>(columns);
    const tensor_view<std::uint8_t, 4> inner(out.data() + down + across + 1, e, {0, down, across, 1});
    support::working_memory workspace(layer.workspace_bytes(reversed, 1));
    layer.run(reversed, inner, workspace.span());
    std::vector<std::uint8_t> got(c.accumulators.size());
    support::copy_images<std::uint8_t>(inner, {got.data(), e});
    for (std::size_t i = 0; i < got.size(); ++i) REQUIRE(got[i] == c.integer(i, false));
    for (std::size_t y = 0; y < e[1]; ++y)
        for (std::size_t x = 0; x < e[2]; ++x)
            for (std::size_t o = 0; o < e[3]; ++o) inner(0, y, x, o) = 99;
    CHECK(out == std::vector<std::uint8_t>(out.size(), 99)); // nothing else was written
}

TEST_CASE("a depthwise convolution runs the caller's own epilogue", "[op][isa]") {
    for (const isa::id id : isa::available()) {
        const support::limited_isa limited(id);
        const operands c(support::depthwise_cases[8], support::pattern::uniform);
        const layer_type layer = layer_of(c);
        // The sum goes where the other branch stands: no element may be finished twice.
        auto sums = support::floats(c.accumulators.size(), 5.0F, 5);
        const auto residual = sums;
        const auto step = static_cast<std::ptrdiff_t>(c.sizes.outputs);
        support::working_memory workspace(layer.workspace_bytes(c.activations(), 1));
        layer.run(c.activations(),
                  epilogue::pipeline{
                      epilogue::dequantize{.column_scales = layer.accumulator_scales().data(), .per_column = true},
                      epilogue::residual_add<float>{sums.data(), step}, epilogue::store<float>{sums.data(), step}},
                  workspace.span());
        CAPTURE(isa::name(id));
        for (std::size_t i = 0; i < sums.size(); ++i) REQUIRE(sums[i] == c.real(i, false) + residual[i]);
    }
}

TEST_CASE("a depthwise bias in accumulator steps is added as it is", "[op]") {
    const operands c(support::depthwise_cases[4], support::pattern::uniform);
    std::vector<std::int32_t> steps(c.sizes.outputs);
    for (std::size_t o = 0; o < steps.size(); ++o) steps[o] = 12345 - 1000 * static_cast<std::int32_t>(o);
    const layer_type with(c.weights(), c.parameters(), steps, c.input, c.output, op::activation::none, c.sizes.moved);
    const layer_type without(c.weights(), c.parameters(), {}, c.input, c.output, op::activation::none, c.sizes.moved);
    std::vector<std::int32_t> sums(c.accumulators.size()), plain(c.accumulators.size());
    const auto step = static_cast<std::ptrdiff_t>(c.sizes.outputs);
    support::working_memory workspace(with.workspace_bytes(c.activations(), 1));
    with.run(c.activations(), epilogue::pipeline{epilogue::store<std::int32_t>{sums.data(), step}}, workspace.span());
    without.run(c.activations(), epilogue::pipeline{epilogue::store<std::int32_t>{plain.data(), step}},
                workspace.span());
    for (std::size_t i = 0; i < sums.size(); ++i) REQUIRE(sums[i] == plain[i] + steps[i % c.sizes.outputs]);
    CHECK(with.weight_bytes() == c.w.size() + 8 * c.sizes.outputs);
}

TEST_CASE("a depthwise convolution gives the same bits on any number of threads, and allocates nothing",
          "[op][threads]") {
    const operands c(large, support::pattern::uniform);
    const layer_type layer = layer_of(c);
    std::vector<std::vector<std::uint8_t>> outs(4, std::vector<std::uint8_t>(c.accumulators.size()));
    const auto output = [&](std::size_t i) { return tensor_view<std::uint8_t, 4>(outs[i].data(), c.output_extents); };
    thread_pool pool(3);
    const std::size_t own = layer.workspace_bytes(c.activations(), 1);
    support::working_memory workspace(std::max(3 * own, layer.workspace_bytes(c.activations(), 3)));
    const std::size_t allocated = support::allocations();
    pool.run(3, [&](std::size_t index, std::size_t) { // one layer, three callers
        layer.run(c.activations(), output(index), workspace.span().subspan(index * own, own));
    });
    layer.run(c.activations(), output(3), workspace.span(), pool);
    CHECK(support::allocations() == allocated);
    for (const auto& out : outs) CHECK(out == outs[0]);
    for (std::size_t i = 0; i < outs[0].size(); ++i) REQUIRE(outs[0][i] == c.integer(i, false));
}

TEST_CASE("a depthwise convolution refuses what does not fit, by name", "[op][errors]") {
    const std::vector<std::int8_t> w(4 * 3 * 3 * 2);
    const tensor_view<const std::int8_t, 4> weights(w.data(), {4, 3, 3, 1}), none(w.data(), {0, 3, 3, 1}),
        deep(w.data(), {4, 3, 3, 2});
    const quantization<channel_weights> params(std::vector<float>(4, 0.1F), std::vector<std::int32_t>(4));
    const quantization<channel_weights> three(std::vector<float>(3, 0.1F), std::vector<std::int32_t>(3));
    const op::window moved = op::window_of({3, 3});
    const auto make = [&](const auto& what, const auto& their, affine_params input, const op::window& by) {
        return layer_type(what, their, {}, input, {0.1F, 0}, op::activation::none, by);
    };
    const affine_params input{0.1F, 3};
    REQUIRE_ERROR(make(weights, params, input, op::window_of({3, 5})),
                  "op::depthwise_conv2d: weights of 3 x 3 taps for a window of 3 x 5");
    REQUIRE_ERROR(make(none, params, input, moved), "weights (0, 3, 3, 1) have an axis of zero");
    REQUIRE_ERROR(make(deep, params, input, moved), "the depth of the weights is 2, expected is 1");
    REQUIRE_ERROR(make(weights, three, input, moved), "the number of weight scales is 3, expected is 4");
    REQUIRE_ERROR(make(weights, params, {0.1F, 256}, moved), "zero point 256 of the input");
    REQUIRE_ERROR(make(weights, params, input, {{3, 3}, {0, 1}, {}, {1, 1}}), "a stride down of 0");
    REQUIRE_ERROR(layer_type(weights, params, {}, {1e38F, 0}, {1e-36F, 0}, op::activation::none, moved),
                  "the multiplier of output 0 is inf");
    const std::vector<float> bias(5);
    REQUIRE_ERROR(layer_type(weights, params, bias, input, input, op::activation::none, moved),
                  "the number of biases is 5, expected is 4");
    const std::vector<std::int32_t> huge{0, 2147483647, 0, 0};
    const std::vector<std::int8_t> ones(36, 1);
    REQUIRE_ERROR(layer_type(tensor_view<const std::int8_t, 4>(ones.data(), {4, 3, 3, 1}), params, huge, input, input,
                             op::activation::none, moved),
                  "pack_taps: channel 1 of int8_narrow weights, 3 x 3 taps, bias 2147483647: the accumulator "
                  "could reach 2147485915");

    const layer_type made = make(weights, params, input, moved);
    std::vector<std::uint8_t> x(5 * 5 * 2), out(3 * 3 * 4);
    const tensor_view<const std::uint8_t, 4> image(x.data(), {1, 5, 5, 2}), small(x.data(), {1, 2, 5, 2});
    const tensor_view<std::uint8_t, 4> output(out.data(), {1, 3, 3, 4}),
        crossed(out.data(), {1, 3, 3, 4}, {0, 1, 1, 1});
    support::working_memory workspace(made.workspace_bytes(image, 1));
    REQUIRE_ERROR(made.output_extents({1, 5, 5, 3}), "3 input channels do not divide the 4 outputs");
    REQUIRE_ERROR(made.output_extents({1, 5, 5, 0}), "0 input channels do not divide the 4 outputs");
    REQUIRE_ERROR(made.run(small, output, workspace.span()), "reaches over 3 pixels of height on an image that has 2");
    REQUIRE_ERROR(made.run(image, tensor_view<std::uint8_t, 4>(out.data(), {1, 3, 3, 3}), workspace.span()),
                  "the output is (1, 3, 3, 3), expected is (1, 3, 3, 4)");
    REQUIRE_ERROR(made.run(image, crossed, workspace.span()), "overlaps itself");
    REQUIRE_ERROR(made.run(image, tensor_view<std::uint8_t, 4>(x.data() + 49, {1, 3, 3, 4}), workspace.span()),
                  "overlaps the input");
    auto* start = reinterpret_cast<std::uint8_t*>(workspace.span().data());
    REQUIRE_ERROR(made.run(image, tensor_view<std::uint8_t, 4>(start, {1, 3, 3, 4}), workspace.span()),
                  "the output of 36 elements overlaps the workspace");
    REQUIRE_ERROR(made.run(image, output, workspace.span().first(1)), "op::depthwise_conv2d: a workspace of 1 bytes");
}
