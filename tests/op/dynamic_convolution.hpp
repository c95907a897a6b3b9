// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <op/convolution_cases.hpp>
#include <quanta/quanta.hpp>
#include <support/guarded_buffer.hpp>
#include <support/integer_data.hpp>
#include <support/limited_isa.hpp>

namespace support {

/// The operands, and what they must give: each image quantized by the profile's scalar functions, sums in 64 bits.
template <class Layer, class A, class W, class Case = convolution_case>
struct dynamic_convolution {
    using format = typename A::format;
    using arithmetic = quanta::profile::quanta;

    Case sizes;
    std::array<std::size_t, 4> input_extents, output_extents;
    std::vector<float> x, bias, scales, expected;
    std::vector<typename W::storage_type> w;
    std::vector<std::int32_t> zero_points;

    explicit dynamic_convolution(const Case& c)
        : sizes(c), input_extents(c.input_extents()), output_extents(c.output_extents()),
          x(floats(count(input_extents), 1.0F, 1)), bias(floats(c.outputs, 1.0F, 3)),
          w(integers<typename W::format>(count(c.weight_extents()), pattern::uniform, 2)) {
        for (std::size_t o = 0; o < c.outputs; ++o) {
            scales.push_back(0.001F * static_cast<float>(o % 7 + 1));
            zero_points.push_back(W::is_symmetric ? 0 : static_cast<std::int32_t>((o * 37 + 11) % 256));
        }
        for (std::size_t n = 0; n < c.images; ++n) { // images of other ranges, one of a few values that are none
            float* image = x.data() + n * image_size();
            for (std::size_t i = 0; i < image_size(); ++i) image[i] = image[i] * static_cast<float>(n + 1) + 0.5F;
            if (n == 1) image[0] = std::numeric_limits<float>::quiet_NaN();
            if (n == 1 && image_size() > 2) image[1] = std::numeric_limits<float>::infinity();
        }
    }
    [[nodiscard]] std::size_t image_size() const { return sizes.height * sizes.width * sizes.inputs; }
    [[nodiscard]] quanta::tensor_view<const float, 4> input() const { return {x.data(), input_extents}; }
    [[nodiscard]] Layer layer(quanta::op::activation function) const {
        const quanta::tensor_view<const typename W::storage_type, 4> weights(w.data(), sizes.weight_extents());
        const quanta::quantization<W> params(scales, zero_points);
        if constexpr (is_depthwise<Layer>)
            return Layer(weights, params, bias, function, sizes.moved);
        else if constexpr (requires { sizes.output_padding; })
            return Layer(weights, params, bias, function, sizes.moved, sizes.output_padding, sizes.groups);
        else
            return Layer(weights, params, bias, function, sizes.moved, sizes.groups);
    }

    void compute() {
        for (std::size_t n = 0; n < sizes.images; ++n) {
            const float* image = x.data() + n * image_size();
            quanta::real_range range{};
            for (std::size_t i = 0; i < image_size(); ++i)
                if (std::isfinite(image[i]))
                    range = {std::min<double>(range.minimum, image[i]), std::max<double>(range.maximum, image[i])};
            const quanta::affine_params params = arithmetic::parameters(range, A::target);
            for (std::size_t y = 0; y < output_extents[1]; ++y)
                for (std::size_t column = 0; column < output_extents[2]; ++column)
                    for (std::size_t o = 0; o < sizes.outputs; ++o) accumulate(params, n, y, column, o);
        }
    }

private:
    void accumulate(quanta::affine_params params, std::size_t n, std::size_t y, std::size_t column, std::size_t o) {
        std::int64_t sum = 0;
        for_each_product(sizes, n, y, column, o, [&](auto from, std::size_t weight) {
            if (std::cmp_less(from, 0)) return;
            const int q =
                arithmetic::quantize(x[static_cast<std::size_t>(from)], params, format::lowest, format::highest);
            sum += std::int64_t{q - params.zero_point} * (std::int64_t{w[weight]} - zero_points[o]);
        });
        expected.push_back(std::fma(static_cast<float>(sum), params.scale * scales[o], bias[o]));
    }
};

/// On every instruction set, with threads, between guard pages, and of images whose channels are planes.
template <class Layer, class A, class W, class Case>
void require_formula(const std::vector<Case>& cases) {
    quanta::thread_pool pool(3);
    for (const auto& sizes : cases) {
        dynamic_convolution<Layer, A, W, Case> c(sizes);
        c.compute();
        const guarded_buffer<float> before(c.x, guard::before), after(c.x.size());
        copy_images(c.input(), planar(after.data(), c.input_extents));
        for (const quanta::isa::id id : quanta::isa::available()) {
            const limited_isa limited(id);
            const auto layer = c.layer(quanta::op::activation::none);
            REQUIRE(layer.instruction_set() == id);
            REQUIRE(layer.output_extents(c.input_extents) == c.output_extents);
            working_memory workspace(
                std::max(layer.workspace_bytes(c.input_extents, 3), layer.workspace_bytes(c.input_extents, 1)));
            const guarded_buffer<float> out(c.expected.size()), planes(c.expected.size());
            layer.run({before.data(), c.input_extents}, quanta::tensor_view<float, 4>(out.data(), c.output_extents),
                      workspace.span(), pool);
            layer.run(planar<const float>(after.data(), c.input_extents), planar(planes.data(), c.output_extents),
                      workspace.span());
            std::vector<float> got(c.expected.size());
            copy_images<float>(planar(planes.data(), c.output_extents), {got.data(), c.output_extents});
            std::size_t differences = 0;
            for (std::size_t i = 0; i < c.expected.size(); ++i)
                differences += (out[i] != c.expected[i]) + (got[i] != c.expected[i]);
            CAPTURE(quanta::isa::name(id), sizes);
            REQUIRE(differences == 0);
        }
    }
}

} // namespace support
