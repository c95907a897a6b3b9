// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <quanta/params/affine_params.hpp>

namespace bench {

/// Parameters of a layer in integers: u8 activations and results with zero points, s8 weights with a scale per output.
///
/// All scales are powers of two and zero points are even. Multiplying an accumulator by a multiplier, adding a zero point
/// and rounding then give the same integer in every order, so results must be equal although libraries differ in it.
struct layer_params {
    std::vector<float> weight_scales; // (outputs)
    quanta::affine_params input, output;

    /// multiplier_j = input scale * weight scale_j / output scale
    [[nodiscard]] std::vector<float> multipliers() const;
};

/// Parameters that spread results over 0..255, with some beyond, for inputs uniform over 0..`largest_input`, weights
/// uniform over `weight_levels` integers around 0 and sums of `depth` products.
[[nodiscard]] layer_params spread_results(std::size_t depth, std::size_t outputs, int largest_input, int weight_levels);

} // namespace bench
