// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

// A layer that ends as its author wants: a residual is added and a function of ours applied while each tile of sums is
// in the cache, and only bytes are stored.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <utility>
#include <vector>

#include <quanta/quanta.hpp>

namespace epilogue = quanta::epilogue;

using uint8_activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
using int8_weights = quanta::scheme<quanta::int8_narrow, quanta::symmetric, quanta::per_channel<0>>;

int main() {
    const std::size_t rows = 3, width = 32;
    std::vector<float> w(width * width); // the identity, doubled
    for (std::size_t i = 0; i < width; ++i) w[i * width + i] = 2.0F;
    const auto integers = quanta::quantize_tensor<int8_weights>(quanta::view(w.data(), {width, width}));
    const quanta::affine_params input{0.5F, 10}; // real = 0.5 * (integer - 10)
    const quanta::op::linear<uint8_activations, int8_weights> layer(integers.view(), integers.parameters(), {}, input,
                                                                    input, quanta::op::activation::none);

    std::vector<std::uint8_t> x(rows * width), y(rows * width);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<std::uint8_t>(i);

    // sums -> reals -> plus the layer's own input -> our function -> bytes
    const epilogue::pipeline finish{
        epilogue::dequantize{.column_scales = layer.accumulator_scales().data(), .per_column = true},
        epilogue::residual_add<std::uint8_t>{x.data(), width, input.scale, input.zero_point},
        epilogue::apply{[](float v) { return v > 0 ? v : 0.1F * v; }},
        epilogue::quantize{.inverse_scale = 1 / 0.75F, .zero_point = 20, .lowest = 0, .highest = 255},
        epilogue::store<std::uint8_t>{y.data(), width}};

    const auto in = quanta::view(std::as_const(x).data(), {rows, width});
    quanta::aligned_buffer memory(layer.workspace_bytes(in, 1));
    layer.run(in, finish, {memory.data(), memory.size()});

    // x = 0 is -5; tripled -15, leaked -1.5: two steps of 0.75 below 20. x = 70 is 30; tripled 90: 120 steps above.
    std::printf("0 -> %d, 10 -> %d, 70 -> %d\n", y[0], y[10], y[70]);
    return y[0] == 18 && y[10] == 20 && y[70] == 140 ? 0 : 1;
}
