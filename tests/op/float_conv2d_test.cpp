// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <op/convolution_cases.hpp>
#include <quanta/op/float_conv2d.hpp>
#include <quanta/quanta.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/guarded_buffer.hpp>
#include <support/integer_data.hpp>
#include <support/limited_isa.hpp>

using namespace quanta;

namespace {

/// The operands of a convolution in floats, and each output's chain of fused multiply-adds with the sum of magnitudes.
struct float_convolution {
    support::convolution_case sizes;
    std::array<std::size_t, 4> input_extents, output_extents;
    std::vector<float> x, w, bias, expected, magnitudes;

    explicit float_convolution(const support::convolution_case& c)
        : sizes(c), input_extents{c.images, c.height, c.width, c.inputs},
          x(support::floats(c.images * c.height * c.width * c.inputs, 1.0F, 1)),
          w(support::floats(c.outputs * c.moved.kernel.height * c.moved.kernel.width * (c.inputs / c.groups), 1.0F, 2)),
          bias(support::floats(c.outputs, 1.0F, 3)) {
        const auto size = op::output_size("test", c.moved, {c.height, c.width});
        output_extents = {c.images, size.height, size.width, c.outputs};
        for (std::size_t n = 0; n < c.images; ++n)
            for (std::size_t y = 0; y < size.height; ++y)
                for (std::size_t column = 0; column < size.width; ++column)
                    for (std::size_t o = 0; o < c.outputs; ++o) accumulate(n, y, column, o);
    }
    [[nodiscard]] op::float_conv2d layer(op::activation function) const {
        return {tensor_view<const float, 4>(w.data(), {sizes.outputs, sizes.moved.kernel.height,
                                                       sizes.moved.kernel.width, sizes.inputs / sizes.groups}),
                bias, function, sizes.moved, sizes.groups};
    }
    [[nodiscard]] tensor_view<const float, 4> input() const { return {x.data(), input_extents}; }

    /// How many of `values` are not what they must be on `id`; the portable path may round each product.
    [[nodiscard]] std::size_t differences(isa::id id, const float* values, bool relu) const {
        std::size_t count = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const float want = relu ? std::max(expected[i], 0.0F) : expected[i];
            const float allowed = id == isa::id::portable ? 1e-5F * magnitudes[i] : 0.0F;
            count += !(std::abs(values[i] - want) <= allowed);
        }
        return count;
    }

private:
    void accumulate(std::size_t n, std::size_t y, std::size_t column, std::size_t o) {
        float sum = bias[o], magnitude = std::abs(sum);
        support::for_each_product(sizes, n, y, column, o, [&](std::ptrdiff_t from, std::size_t weight) {
            const float value = from < 0 ? 0.0F : x[static_cast<std::size_t>(from)];
            sum = std::fma(value, w[weight], sum);
            magnitude += std::abs(value * w[weight]);
        });
        expected.push_back(sum);
        magnitudes.push_back(magnitude);
    }
};

} // namespace

TEST_CASE("a convolution of floats is a chain of fused multiply-adds on every instruction set", "[op][isa]") {
    thread_pool pool(3);
    for (const auto& sizes : support::convolution_cases) {
        const float_convolution c(sizes);
        const support::guarded_buffer<float> before(c.x, support::guard::before), after(c.x);
        for (const isa::id id : isa::available()) {
            const support::limited_isa limited(id);
            const op::float_conv2d layer = c.layer(op::activation::none), positive = c.layer(op::activation::relu);
            REQUIRE(layer.instruction_set() == id);
            REQUIRE(layer.output_extents(c.input_extents) == c.output_extents);
            support::working_memory workspace(layer.workspace_bytes(c.input_extents, 3));
            const support::guarded_buffer<float> out(c.expected.size()), clamped(c.expected.size());
            layer.run({before.data(), c.input_extents}, tensor_view<float, 4>(out.data(), c.output_extents),
                      workspace.span(), pool);
            positive.run({after.data(), c.input_extents}, tensor_view<float, 4>(clamped.data(), c.output_extents),
                         workspace.span());
            CAPTURE(isa::name(id), sizes);
            REQUIRE(c.differences(id, out.data(), false) == 0);
            REQUIRE(c.differences(id, clamped.data(), true) == 0);
        }
    }
}

TEST_CASE("floats of other layouts are read and written", "[op][isa]") {
    for (const auto& sizes : support::convolution_cases) {
        const float_convolution c(sizes);
        for (const isa::id id : isa::available()) {
            const support::limited_isa limited(id);
            const op::float_conv2d layer = c.layer(op::activation::none);
            const support::guarded_buffer<float> in(c.x.size()), out(c.expected.size());
            support::copy_images(c.input(), support::planar(in.data(), c.input_extents));
            const tensor_view<const float, 4> input = support::planar(in.data(), c.input_extents);
            const tensor_view<float, 4> output = support::planar(out.data(), c.output_extents);
            support::working_memory workspace(layer.workspace_bytes(input, 1));
            layer.run(input, output, workspace.span());
            std::vector<float> got(c.expected.size());
            support::copy_images<float>(output, {got.data(), c.output_extents});
            CAPTURE(isa::name(id), sizes);
            REQUIRE(c.differences(id, got.data(), false) == 0);
        }
    }
}

TEST_CASE("stages of the caller's end a convolution of floats", "[op]") {
    const float_convolution c(support::convolution_cases[14]); // 4 groups
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
    const float_convolution c(support::convolution_cases[7]);
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
