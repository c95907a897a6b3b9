// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <op/convolution_cases.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/params/quantization.hpp>
#include <support/integer_data.hpp>

namespace support {

/// The operands of a convolution in integers, and what it must give: sums in 64 bits, then the profile's scalar functions.
template <class Activations, class Weights>
struct quantized_convolution {
    using input_type = typename Activations::storage_type;
    using weight_type = typename Weights::storage_type;
    using format = typename Activations::format;
    using arithmetic = quanta::profile::quanta;

    convolution_case sizes;
    std::array<std::size_t, 4> output_extents;
    quanta::affine_params input{0.037F, Activations::is_symmetric ? 0 : (format::lowest + format::highest) / 2 + 9};
    quanta::affine_params output{2.9F, Activations::is_symmetric ? 0 : format::lowest + 77};
    std::vector<input_type> x;
    std::vector<weight_type> w;
    std::vector<float> bias, scales;
    std::vector<std::int32_t> zero_points, accumulators; // accumulators (N, OH, OW, OC)

    quantized_convolution(const convolution_case& c, pattern which)
        : sizes(c), x(integers<format>(c.images * c.height * c.width * c.inputs, which, 1)),
          w(integers<typename Weights::format>(
              c.outputs * c.moved.kernel.height * c.moved.kernel.width * (c.inputs / c.groups), which, 2)),
          bias(floats(c.outputs, 3.0F, 3)) {
        const auto size = quanta::op::output_size("test", c.moved, {c.height, c.width});
        output_extents = {c.images, size.height, size.width, c.outputs};
        const std::size_t slices = std::same_as<typename Weights::granularity, quanta::per_tensor> ? 1 : c.outputs;
        for (std::size_t o = 0; o < slices; ++o) {
            scales.push_back(0.001F * static_cast<float>(o % 7 + 1));
            zero_points.push_back(Weights::is_symmetric ? 0 : static_cast<std::int32_t>((o * 37 + 11) % 256));
        }
        for (std::size_t n = 0; n < c.images; ++n)
            for (std::size_t y = 0; y < size.height; ++y)
                for (std::size_t column = 0; column < size.width; ++column)
                    for (std::size_t o = 0; o < c.outputs; ++o) accumulators.push_back(accumulate(n, y, column, o));
    }

    [[nodiscard]] quanta::quantization<Weights> parameters() const {
        return quanta::quantization<Weights>(scales, zero_points);
    }
    [[nodiscard]] quanta::tensor_view<const weight_type, 4> weights() const {
        return {w.data(),
                {sizes.outputs, sizes.moved.kernel.height, sizes.moved.kernel.width, sizes.inputs / sizes.groups}};
    }
    [[nodiscard]] std::array<std::size_t, 4> input_extents() const {
        return {sizes.images, sizes.height, sizes.width, sizes.inputs};
    }
    [[nodiscard]] quanta::tensor_view<const input_type, 4> activations() const { return {x.data(), input_extents()}; }
    [[nodiscard]] float scale(std::size_t o) const { return scales[scales.size() == 1 ? 0 : o]; }

    /// Element `index` of the output.
    [[nodiscard]] int integer(std::size_t index, bool relu) const {
        const float m = arithmetic::multiplier(input.scale, scale(index % sizes.outputs), output.scale);
        const int q =
            arithmetic::requantize(accumulators[index], m, output.zero_point, format::lowest, format::highest);
        return relu ? std::max(q, output.zero_point) : q;
    }
    [[nodiscard]] float real(std::size_t index, bool relu) const {
        const auto step = static_cast<float>(double{input.scale} * scale(index % sizes.outputs));
        const float value = static_cast<float>(accumulators[index]) * step;
        return relu ? std::max(value, 0.0F) : value;
    }

private:
    [[nodiscard]] std::int32_t accumulate(std::size_t n, std::size_t y, std::size_t column, std::size_t o) const {
        std::int64_t sum = arithmetic::bias(bias[o], input.scale, scale(o));
        const std::int32_t zero_point = zero_points[zero_points.size() == 1 ? 0 : o];
        for_each_product(sizes, n, y, column, o, [&](std::ptrdiff_t from, std::size_t weight) {
            if (from >= 0)
                sum += (std::int64_t{x[static_cast<std::size_t>(from)]} - input.zero_point) *
                       (std::int64_t{w[weight]} - zero_point);
        });
        return static_cast<std::int32_t>(sum);
    }
};

} // namespace support
