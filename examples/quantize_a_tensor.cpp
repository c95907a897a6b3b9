// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// From reals to integers and back: one scale for a whole tensor, and one for each row of a matrix.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

#include <quanta/quanta.hpp>

namespace {

constexpr std::size_t rows = 3, columns = 4;

/// Prints row 0 of `reals` and tells whether all is within `half_step` of `expected`.
bool compare(const char* name, const std::vector<float>& reals, const std::vector<float>& expected, float half_step) {
    std::printf("%-20s", name);
    for (std::size_t column = 0; column < columns; ++column) std::printf(" %8.5f", double{reals[column]});
    std::printf("\n");
    for (std::size_t i = 0; i < reals.size(); ++i)
        if (std::fabs(reals[i] - expected[i]) > half_step * 1.0001F) return false;
    return true;
}

} // namespace

int main() {
    // A scheme says which integers, whether zero is in the middle, and what shares a scale.
    using activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
    using weights = quanta::scheme<quanta::int8_narrow, quanta::symmetric, quanta::per_channel<0>>;

    // Three rows of very different size: what one scale does to the first row is the reason for one scale a row.
    const std::vector<float> reals{-0.02F, 0.01F, 0.03F, -0.01F, //
                                   -1.50F, 0.75F, 0.25F, 1.25F,  //
                                   -8.00F, 2.00F, 6.00F, -4.00F};
    const auto matrix = quanta::view(reals.data(), {rows, columns});

    // Step by step: the parameters that cover all values, then integers into memory of our own. Vectors, spans,
    // pointers and views of any strides do.
    const quanta::quantization<activations> parameters = quanta::calibrate<activations>(matrix);
    std::vector<std::uint8_t> integers(reals.size());
    std::vector<float> together(reals.size());
    quanta::quantize(reals, parameters, integers);
    quanta::dequantize(integers, parameters, together);

    // In one step: a tensor that owns its integers and the scale of each row.
    const auto tensor = quanta::quantize_tensor<weights>(matrix);
    std::vector<float> by_row(reals.size());
    quanta::dequantize(tensor, quanta::view(by_row.data(), {rows, columns}));

    std::printf("one scale: %g, zero point %d; of each row:", double{parameters[0].scale}, parameters[0].zero_point);
    for (const float scale : tensor.parameters().scales()) std::printf(" %g", double{scale});
    std::printf("\n");

    // Rounding is to the nearest: no value is further than half a step from where it was.
    bool close = compare("row 0 is", reals, reals, 0);
    close &= compare("with one scale", together, reals, parameters[0].scale / 2);
    close &= compare("with its own scale", by_row, reals, tensor.parameters()[rows - 1].scale / 2);
    return close ? 0 : 1;
}
