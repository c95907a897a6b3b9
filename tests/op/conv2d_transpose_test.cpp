// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>

#include <op/transposed_cases.hpp>
#include <quanta/op/conv2d_transpose.hpp>
#include <quanta/quanta.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/guarded_buffer.hpp>
#include <support/integer_data.hpp>
#include <support/limited_isa.hpp>

using namespace quanta;

namespace {

template <class A, class W>
struct schemes {
    using activations = A;
    using weights = W;
};
using uint8_activations = scheme<uint8, asymmetric, per_tensor>;
using int8_activations = scheme<int8, asymmetric, per_tensor>;
using channel_weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using zero_point_weights = scheme<uint8, asymmetric, per_channel<0>>;

/// The operands, and the accumulators that they must give.
template <class A, class W>
struct quantized_transposed {
    using input_type = typename A::storage_type;
    using weight_type = typename W::storage_type;
    using format = typename A::format;

    support::transposed_case sizes;
    affine_params input{0.037F, (format::lowest + format::highest) / 2 + 9}, output{1.9F, format::lowest + 77};
    std::vector<input_type> x;
    std::vector<weight_type> w;
    std::vector<float> scales;
    std::vector<std::int32_t> zero_points, bias, accumulators;

    quantized_transposed(const support::transposed_case& c, support::pattern which)
        : sizes(c), x(support::integers<format>(support::count(c.input_extents()), which, 1)),
          w(support::integers<typename W::format>(support::count(c.weight_extents()), which, 2)) {
        for (std::size_t o = 0; o < c.outputs; ++o) {
            scales.push_back(0.001F * static_cast<float>(o % 7 + 1));
            zero_points.push_back(W::is_symmetric ? 0 : static_cast<std::int32_t>((o * 37 + 11) % 256));
            bias.push_back(static_cast<std::int32_t>(o * 1000) - 3000);
        }
        support::for_each_output(
            c.output_extents(), [&](std::size_t n, std::size_t y, std::size_t column, std::size_t o) {
                std::int64_t sum = bias[o];
                support::for_each_product(c, n, y, column, o, [&](std::size_t from, std::size_t weight) {
                    sum += (std::int64_t{x[from]} - input.zero_point) * (std::int64_t{w[weight]} - zero_points[o]);
                });
                accumulators.push_back(static_cast<std::int32_t>(sum));
            });
    }
    [[nodiscard]] op::conv2d_transpose<A, W> layer(op::activation function) const {
        return {tensor_view<const weight_type, 4>(w.data(), sizes.weight_extents()),
                quantization<W>(scales, zero_points),
                bias,
                input,
                output,
                function,
                sizes.moved,
                sizes.output_padding,
                sizes.groups};
    }
    [[nodiscard]] tensor_view<const input_type, 4> activations() const { return {x.data(), sizes.input_extents()}; }
    [[nodiscard]] int integer(std::size_t index) const {
        const float m = profile::quanta::multiplier(input.scale, scales[index % sizes.outputs], output.scale);
        return profile::quanta::requantize(accumulators[index], m, output.zero_point, format::lowest, format::highest);
    }
    [[nodiscard]] float real(std::size_t index) const {
        return static_cast<float>(accumulators[index]) *
               static_cast<float>(double{input.scale} * scales[index % sizes.outputs]);
    }
};

} // namespace

TEMPLATE_TEST_CASE("a transposed convolution equals its formula on every instruction set", "[op][isa]",
                   (schemes<uint8_activations, channel_weights>), (schemes<int8_activations, zero_point_weights>)) {
    using tested = quantized_transposed<typename TestType::activations, typename TestType::weights>;
    using input_type = typename tested::input_type;
    thread_pool pool(3);
    for (const auto& sizes : support::transposed_cases)
        for (const auto which : support::patterns) {
            const tested c(sizes, which);
            const auto extents = sizes.output_extents();
            const support::guarded_buffer<input_type> before(c.x, support::guard::before), after(c.x);
            for (const isa::id id : isa::available()) {
                const support::limited_isa limited(id);
                const auto layer = c.layer(op::activation::none);
                REQUIRE(layer.instruction_set() == id);
                REQUIRE(layer.output_extents(sizes.input_extents()) == extents);
                support::working_memory workspace(layer.workspace_bytes(sizes.input_extents(), 3));
                const support::guarded_buffer<input_type> integers(c.accumulators.size());
                const support::guarded_buffer<float> reals(c.accumulators.size());
                layer.run({before.data(), sizes.input_extents()}, tensor_view<input_type, 4>(integers.data(), extents),
                          workspace.span(), pool);
                layer.run({after.data(), sizes.input_extents()}, tensor_view<float, 4>(reals.data(), extents),
                          workspace.span());
                std::size_t differences = 0;
                for (std::size_t i = 0; i < c.accumulators.size(); ++i) {
                    differences += integers[i] != c.integer(i);
                    differences += reals[i] != c.real(i);
                }
                CAPTURE(isa::name(id), sizes, static_cast<int>(which));
                REQUIRE(differences == 0);
            }
        }
}

TEST_CASE("a transposed convolution reads and writes other layouts", "[op][isa]") {
    for (const auto& sizes : support::transposed_cases) {
        const quantized_transposed<uint8_activations, channel_weights> c(sizes, support::pattern::uniform);
        for (const isa::id id : isa::available()) {
            const support::limited_isa limited(id);
            const auto layer = c.layer(op::activation::none);
            const support::guarded_buffer<std::uint8_t> in(c.x.size()), out(c.accumulators.size());
            const auto planar_in = support::planar(in.data(), sizes.input_extents());
            const auto planar_out = support::planar(out.data(), sizes.output_extents());
            support::copy_images(c.activations(), planar_in);
            support::working_memory workspace(layer.workspace_bytes(planar_in, 1));
            layer.run(planar_in, planar_out, workspace.span());
            std::vector<std::uint8_t> got(c.accumulators.size());
            support::copy_images<std::uint8_t>(planar_out, {got.data(), sizes.output_extents()});
            std::size_t differences = 0;
            for (std::size_t i = 0; i < got.size(); ++i) differences += got[i] != c.integer(i);
            CAPTURE(isa::name(id), sizes);
            REQUIRE(differences == 0);
        }
    }
}

TEST_CASE("stages of the caller's end a transposed convolution", "[op]") {
    for (const auto& sizes : support::transposed_cases) {
        const quantized_transposed<int8_activations, zero_point_weights> c(sizes, support::pattern::uniform);
        const auto layer = c.layer(op::activation::none);
        const std::size_t outputs = sizes.outputs;
        const auto residual = support::integers<int8>(c.accumulators.size(), support::pattern::uniform, 5);
        std::vector<float> out(c.accumulators.size());
        support::working_memory workspace(layer.workspace_bytes(sizes.input_extents(), 1));
        const auto step = static_cast<std::ptrdiff_t>(outputs);
        layer.run(c.activations(),
                  epilogue::pipeline{
                      epilogue::dequantize{.column_scales = layer.accumulator_scales().data(), .per_column = true},
                      epilogue::residual_add<std::int8_t>{residual.data(), step, 0.5F, 3},
                      epilogue::store<float>{out.data(), step}},
                  workspace.span());
        std::size_t differences = 0;
        for (std::size_t i = 0; i < out.size(); ++i)
            differences += out[i] != std::fma(static_cast<float>(residual[i] - 3), 0.5F, c.real(i));
        CAPTURE(sizes);
        REQUIRE(differences == 0);
    }
}

TEST_CASE("a transposed convolution allocates nothing while it runs", "[op]") {
    const auto& sizes = support::transposed_cases[3];
    const quantized_transposed<int8_activations, zero_point_weights> c(sizes, support::pattern::uniform);
    const auto layer = c.layer(op::activation::relu);
    CHECK(layer.weight_bytes() == c.w.size() + 18 * 12);
    std::vector<std::int8_t> out(c.accumulators.size());
    thread_pool pool(3);
    support::working_memory workspace(layer.workspace_bytes(sizes.input_extents(), 3));
    const std::size_t allocated = support::allocations();
    layer.run(c.activations(), tensor_view<std::int8_t, 4>(out.data(), sizes.output_extents()), workspace.span(), pool);
    CHECK(support::allocations() == allocated);
    std::size_t differences = 0;
    for (std::size_t i = 0; i < out.size(); ++i) differences += out[i] != std::max(c.integer(i), c.output.zero_point);
    CHECK(differences == 0);
}

TEST_CASE("a transposed convolution refuses what does not fit, by name", "[op][errors]") {
    using layer = op::conv2d_transpose<uint8_activations, channel_weights>;
    const std::vector<std::int8_t> w(4 * 3 * 3 * 2);
    const tensor_view<const std::int8_t, 4> weights(w.data(), {4, 3, 3, 2});
    const quantization<channel_weights> params(std::vector<float>(4, 0.1F), std::vector<std::int32_t>(4));
    const auto make = [&](size_t stride, std::size_t more, std::size_t padding) {
        op::window moved = op::window_of({3, 3});
        moved.stride = {stride, stride};
        moved.padding = {padding, padding, padding, padding};
        return layer(weights, params, {}, {0.1F, 0}, {0.1F, 0}, op::activation::none, moved, {more, 0});
    };
    REQUIRE_ERROR(make(2, 2, 0),
                  "op::conv2d_transpose: an output padding of 2 pixels of height is not below the stride");
    REQUIRE_ERROR(make(100, 0, 0), "strides of 100 and 100 make more than 4096 phases");
    REQUIRE_ERROR(make(1, 0, 2).output_extents({1, 1, 1, 2}),
                  "4 pixels of padding leave nothing of an output that has 3");
    REQUIRE_ERROR(make(1, 0, 0).output_extents({1, 0, 1, 2}), "an image of no height");
    REQUIRE_ERROR(make(1, 0, 0).output_extents({1, 1, 1, 3}), "the number of input channels is 3, expected is 2");
}
