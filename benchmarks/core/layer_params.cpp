// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <core/layer_params.hpp>

#include <cmath>

namespace bench {

std::vector<float> layer_params::multipliers() const {
    std::vector<float> result;
    for (const float scale : weight_scales) result.push_back(input.scale * scale / output.scale);
    return result;
}

layer_params spread_results(std::size_t depth, std::size_t outputs, int largest_input, int weight_levels) {
    const int input_zero_point = (largest_input + 1) / 2, output_zero_point = 128;
    layer_params made{{}, {0x1p-5F, input_zero_point}, {0x1p-4F, output_zero_point}};
    // A multiplier of about 50 / (standard deviation of the accumulator) spreads results so.
    const double deviation = std::sqrt(static_cast<double>(depth)) * (0.29 * largest_input) * (0.29 * weight_levels);
    const double scale = 50 / deviation * 0x1p-4 / 0x1p-5;
    for (std::size_t j = 0; j < outputs; ++j)
        made.weight_scales.push_back(std::ldexp(1.0F, std::ilogb(scale) - static_cast<int>(j % 3)));
    return made;
}

} // namespace bench
