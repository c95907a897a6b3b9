// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <op/transposed_cases.hpp>
#include <quanta/op/float_conv2d.hpp>
#include <quanta/op/float_conv2d_transpose.hpp>
#include <quanta/quanta.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/guarded_buffer.hpp>
#include <support/integer_data.hpp>
#include <support/limited_isa.hpp>

using namespace quanta;

namespace {

/// The operands, and each output's chain of fused multiply-adds with the sum of magnitudes.
struct float_transposed {
    support::transposed_case sizes;
    std::vector<float> x, w, bias, expected, magnitudes;

    explicit float_transposed(const support::transposed_case& c)
        : sizes(c), x(support::floats(support::count(c.input_extents()), 1.0F, 1)),
          w(support::floats(support::count(c.weight_extents()), 1.0F, 2)), bias(support::floats(c.outputs, 1.0F, 3)) {
        support::for_each_output(
            c.output_extents(), [&](std::size_t n, std::size_t y, std::size_t column, std::size_t o) {
                float sum = bias[o], magnitude = std::abs(sum);
                support::for_each_product(c, n, y, column, o, [&](std::size_t from, std::size_t weight) {
                    sum = std::fma(x[from], w[weight], sum);
                    magnitude += std::abs(x[from] * w[weight]);
                });
                expected.push_back(sum);
                magnitudes.push_back(magnitude);
            });
    }
    [[nodiscard]] op::float_conv2d_transpose layer() const {
        return {tensor_view<const float, 4>(w.data(), sizes.weight_extents()),
                bias,
                op::activation::none,
                sizes.moved,
                sizes.output_padding,
                sizes.groups};
    }
    [[nodiscard]] tensor_view<const float, 4> input() const { return {x.data(), sizes.input_extents()}; }

    /// How many of `values` are not what they must be on `id`; the portable path may round each product.
    [[nodiscard]] std::size_t differences(isa::id id, const float* values) const {
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const float allowed = id == isa::id::portable ? 1e-5F * magnitudes[i] : 0.0F;
            wrong += !(std::abs(values[i] - expected[i]) <= allowed);
        }
        return wrong;
    }
};

} // namespace

TEST_CASE("a transposed convolution of floats is a chain of fused multiply-adds", "[op][isa]") {
    thread_pool pool(3);
    for (const auto& sizes : support::transposed_cases) {
        const float_transposed c(sizes);
        const support::guarded_buffer<float> before(c.x, support::guard::before), after(c.x);
        for (const isa::id id : isa::available()) {
            const support::limited_isa limited(id);
            const op::float_conv2d_transpose layer = c.layer();
            REQUIRE(layer.instruction_set() == id);
            support::working_memory workspace(layer.workspace_bytes(sizes.input_extents(), 3));
            const support::guarded_buffer<float> out(c.expected.size()), planar(c.expected.size());
            layer.run({before.data(), sizes.input_extents()}, tensor_view<float, 4>(out.data(), sizes.output_extents()),
                      workspace.span(), pool);
            layer.run({after.data(), sizes.input_extents()}, support::planar(planar.data(), sizes.output_extents()),
                      workspace.span());
            std::vector<float> got(c.expected.size());
            support::copy_images<float>(support::planar(planar.data(), sizes.output_extents()),
                                        {got.data(), sizes.output_extents()});
            CAPTURE(isa::name(id), sizes);
            REQUIRE(c.differences(id, out.data()) == 0);
            REQUIRE(c.differences(id, got.data()) == 0);
        }
    }
}

TEST_CASE("stages of the caller's end a transposed convolution of floats", "[op]") {
    for (const auto& sizes : support::transposed_cases) {
        const float_transposed c(sizes);
        const op::float_conv2d_transpose layer = c.layer();
        CHECK(layer.weight_bytes() == 4 * (c.w.size() + c.bias.size()));
        const auto step = static_cast<std::ptrdiff_t>(sizes.outputs);
        std::vector<float> out(c.expected.size()), want(c.expected.size());
        support::working_memory workspace(layer.workspace_bytes(sizes.input_extents(), 1));
        layer.run(c.input(),
                  epilogue::pipeline{epilogue::bias<float>{c.bias.data()}, epilogue::store<float>{out.data(), step}},
                  workspace.span());
        layer.run(c.input(), tensor_view<float, 4>(want.data(), sizes.output_extents()), workspace.span());
        for (std::size_t i = 0; i < out.size(); ++i) want[i] += c.bias[i % sizes.outputs];
        CAPTURE(sizes);
        REQUIRE(out == want);
    }
}

TEST_CASE("a transposed convolution is the gradient of the convolution with the same window", "[op]") {
    // <conv(x), g> == <x, transposed(g)> for small integers, which floats hold exactly.
    op::window moved = op::same_padding(op::window_of({3, 3}));
    moved.stride = {2, 2};
    const auto small = [](std::size_t size, std::size_t factor) {
        std::vector<float> values(size);
        for (std::size_t i = 0; i < size; ++i) values[i] = static_cast<float>(i * factor % 7) - 3;
        return values;
    };
    const auto w = small(5 * 9 * 4, 3), x = small(2 * 8 * 6 * 4, 5), g = small(2 * 4 * 3 * 5, 2);
    const op::float_conv2d forward(tensor_view<const float, 4>(w.data(), {5, 3, 3, 4}), {}, op::activation::none,
                                   moved);
    const tensor_view<const float, 4> exchanged(w.data(), {4, 3, 3, 5}, {1, 12, 4, 36});
    const op::float_conv2d_transpose backward(exchanged, {}, op::activation::none, moved, {1, 1});
    std::vector<float> y(g.size()), dx(x.size());
    support::working_memory workspace(1 << 20);
    forward.run({x.data(), {2, 8, 6, 4}}, tensor_view<float, 4>(y.data(), {2, 4, 3, 5}), workspace.span());
    backward.run({g.data(), {2, 4, 3, 5}}, tensor_view<float, 4>(dx.data(), {2, 8, 6, 4}), workspace.span());
    float left = 0, right = 0;
    for (std::size_t i = 0; i < g.size(); ++i) left += y[i] * g[i];
    for (std::size_t i = 0; i < x.size(); ++i) right += x[i] * dx[i];
    CHECK(left == right);
}

TEST_CASE("a transposed convolution of floats allocates nothing while it runs", "[op]") {
    const float_transposed c(support::transposed_cases[3]);
    const op::float_conv2d_transpose layer = c.layer();
    std::vector<float> out(c.expected.size());
    thread_pool pool(3);
    support::working_memory workspace(layer.workspace_bytes(c.sizes.input_extents(), 3));
    const std::size_t allocated = support::allocations();
    layer.run(c.input(), tensor_view<float, 4>(out.data(), c.sizes.output_extents()), workspace.span(), pool);
    CHECK(support::allocations() == allocated);
    REQUIRE_ERROR(layer.run(c.input(), tensor_view<float, 4>(out.data(), c.sizes.output_extents()), {}),
                  "op::float_conv2d_transpose: a workspace of 0 bytes");
}
