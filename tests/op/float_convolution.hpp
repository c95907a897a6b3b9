// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <op/convolution_cases.hpp>
#include <quanta/quanta.hpp>
#include <support/guarded_buffer.hpp>
#include <support/integer_data.hpp>
#include <support/limited_isa.hpp>

namespace support {

/// The operands of a convolution in floats, and each output's chain of fused multiply-adds with the sum of magnitudes.
template <class Layer>
struct float_convolution {
    convolution_case sizes;
    std::array<std::size_t, 4> input_extents, output_extents;
    std::vector<float> x, w, bias, expected, magnitudes;

    explicit float_convolution(const convolution_case& c)
        : sizes(c), input_extents{c.images, c.height, c.width, c.inputs},
          x(floats(c.images * c.height * c.width * c.inputs, 1.0F, 1)),
          w(floats(c.outputs * c.moved.kernel.height * c.moved.kernel.width * (c.inputs / c.groups), 1.0F, 2)),
          bias(floats(c.outputs, 1.0F, 3)) {
        const auto size = quanta::op::output_size("test", c.moved, {c.height, c.width});
        output_extents = {c.images, size.height, size.width, c.outputs};
        for (std::size_t n = 0; n < c.images; ++n)
            for (std::size_t y = 0; y < size.height; ++y)
                for (std::size_t column = 0; column < size.width; ++column)
                    for (std::size_t o = 0; o < c.outputs; ++o) accumulate(n, y, column, o);
    }
    [[nodiscard]] Layer layer(quanta::op::activation function) const {
        const quanta::tensor_view<const float, 4> weights(
            w.data(),
            {sizes.outputs, sizes.moved.kernel.height, sizes.moved.kernel.width, sizes.inputs / sizes.groups});
        if constexpr (is_depthwise<Layer>)
            return Layer(weights, bias, function, sizes.moved);
        else
            return Layer(weights, bias, function, sizes.moved, sizes.groups);
    }
    [[nodiscard]] quanta::tensor_view<const float, 4> input() const { return {x.data(), input_extents}; }

    /// How many of `values` are not what they must be on `id`; the portable path may round each product.
    [[nodiscard]] std::size_t differences(quanta::isa::id id, const float* values, bool relu) const {
        std::size_t count = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const float want = relu ? std::max(expected[i], 0.0F) : expected[i];
            const float allowed = id == quanta::isa::id::portable ? 1e-5F * magnitudes[i] : 0.0F;
            count += !(std::abs(values[i] - want) <= allowed);
        }
        return count;
    }

private:
    void accumulate(std::size_t n, std::size_t y, std::size_t column, std::size_t o) {
        float sum = bias[o], magnitude = std::abs(sum);
        for_each_product(sizes, n, y, column, o, [&](std::ptrdiff_t from, std::size_t weight) {
            const float value = from < 0 ? 0.0F : x[static_cast<std::size_t>(from)];
            sum = std::fma(value, w[weight], sum);
            magnitude += std::abs(value * w[weight]);
        });
        expected.push_back(sum);
        magnitudes.push_back(magnitude);
    }
};

/// On every instruction set and with threads, between guard pages.
template <class Layer>
void require_chains(std::span<const convolution_case> cases) {
    quanta::thread_pool pool(3);
    for (const auto& sizes : cases) {
        const float_convolution<Layer> c(sizes);
        const guarded_buffer<float> before(c.x, guard::before), after(c.x);
        for (const quanta::isa::id id : quanta::isa::available()) {
            const limited_isa limited(id);
            const Layer layer = c.layer(quanta::op::activation::none), positive = c.layer(quanta::op::activation::relu);
            REQUIRE(layer.instruction_set() == id);
            REQUIRE(layer.output_extents(c.input_extents) == c.output_extents);
            working_memory workspace(layer.workspace_bytes(c.input_extents, 3));
            const guarded_buffer<float> out(c.expected.size()), clamped(c.expected.size());
            layer.run({before.data(), c.input_extents}, quanta::tensor_view<float, 4>(out.data(), c.output_extents),
                      workspace.span(), pool);
            positive.run({after.data(), c.input_extents},
                         quanta::tensor_view<float, 4>(clamped.data(), c.output_extents), workspace.span());
            CAPTURE(quanta::isa::name(id), sizes);
            REQUIRE(c.differences(id, out.data(), false) == 0);
            REQUIRE(c.differences(id, clamped.data(), true) == 0);
        }
    }
}

/// The same of images whose channels are planes.
template <class Layer>
void require_chains_of_planes(std::span<const convolution_case> cases) {
    for (const auto& sizes : cases) {
        const float_convolution<Layer> c(sizes);
        for (const quanta::isa::id id : quanta::isa::available()) {
            const limited_isa limited(id);
            const Layer layer = c.layer(quanta::op::activation::none);
            const guarded_buffer<float> in(c.x.size()), out(c.expected.size());
            copy_images(c.input(), planar(in.data(), c.input_extents));
            const quanta::tensor_view<const float, 4> input = planar(in.data(), c.input_extents);
            const quanta::tensor_view<float, 4> output = planar(out.data(), c.output_extents);
            working_memory workspace(layer.workspace_bytes(input, 1));
            layer.run(input, output, workspace.span());
            std::vector<float> got(c.expected.size());
            copy_images<float>(output, {got.data(), c.output_extents});
            CAPTURE(quanta::isa::name(id), sizes);
            REQUIRE(c.differences(id, got.data(), false) == 0);
        }
    }
}

} // namespace support
