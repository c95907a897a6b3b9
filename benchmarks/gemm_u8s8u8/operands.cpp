// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8u8/operands.hpp>

#include <cmath>

#include <core/random.hpp>

namespace bench::gemm_u8s8u8 {

std::vector<float> operands::multipliers() const {
    std::vector<float> result;
    for (const float scale : weight_scales) result.push_back(input_params.scale * scale / output_params.scale);
    return result;
}

operands make_operands(const gemm_shape& shape, int largest_input) {
    const int input_zero_point = (largest_input + 1) / 2, output_zero_point = 128;
    operands made{shape,
                  random_integers<std::uint8_t>(shape.m * shape.k, 0, largest_input, 1),
                  random_integers<std::int8_t>(shape.n * shape.k, -128, 127, 2),
                  {},
                  {0x1p-5F, input_zero_point},
                  {0x1p-4F, output_zero_point}};
    // A multiplier of about 50 / (standard deviation of the accumulator) spreads results over 0..255, with some beyond.
    const double deviation = std::sqrt(static_cast<double>(shape.k)) * (0.29 * largest_input) * 74.0;
    const double scale = 50 / deviation * 0x1p-4 / 0x1p-5;
    for (std::size_t j = 0; j < shape.n; ++j)
        made.weight_scales.push_back(std::ldexp(1.0F, std::ilogb(scale) - static_cast<int>(j % 3)));
    return made;
}

} // namespace bench::gemm_u8s8u8
