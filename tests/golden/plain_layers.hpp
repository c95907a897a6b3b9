// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "golden/golden_file.hpp"
#include "op/convolution_cases.hpp"

// What every toolkit's integer layers have in common, in loops too plain to be wrong: sums in 64 bits.

namespace golden {

/// A value for each slice of a tensor along one axis, or in blocks along it.
struct slices {
    std::size_t stride = 1, extent = 1, block = 1; ///< of the axis; 1 extent is per tensor

    /// Of the vector's tensor `field`, cut as its fields axis and block_size say; per tensor without them.
    [[nodiscard]] static slices of(const vector& v, const std::string& field) {
        slices result;
        if (!v.has("axis")) return result;
        const auto axis = static_cast<std::size_t>(v.integer("axis"));
        const std::vector<std::size_t>& shape = v[field].shape;
        result.extent = shape.at(axis);
        for (std::size_t inner = axis + 1; inner < shape.size(); ++inner) result.stride *= shape[inner];
        if (v.has("block_size")) result.block = static_cast<std::size_t>(v.integer("block_size"));
        result.blocked = v.has("block_size");
        return result;
    }

    /// The place of element `index`'s parameters among those of the file.
    [[nodiscard]] std::size_t operator()(std::size_t index) const {
        const std::size_t along = index / stride % extent;
        if (!blocked) return along;
        const std::size_t outer = index / stride / extent, blocks = extent / block;
        return (outer * blocks + along / block) * stride + index % stride;
    }

    bool blocked = false;
};

/// sum_k (a_ik - a zero point) * (b_kj - b zero point_j) of a (M, K) and b (K, N): (M, N).
[[nodiscard]] inline std::vector<std::int64_t> products(const vector& v) {
    const auto a = v.integers("a"), b = v.integers("b"), a_zero = v.integers("a_zero_point");
    const auto b_zero = v.integers("b_zero_point");
    const std::size_t depth = v["a"].shape.at(1), columns = v["b"].shape.at(1), rows = v["a"].shape.at(0);
    std::vector<std::int64_t> sums(rows * columns, 0);
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < columns; ++j)
            for (std::size_t k = 0; k < depth; ++k)
                sums[i * columns + j] += std::int64_t{a[i * depth + k] - a_zero[0]} *
                                         (b[k * columns + j] - b_zero[b_zero.size() == 1 ? 0 : j]);
    return sums;
}

/// The sizes of a convolution of x (N, H, W, C) by w (OC, KH, KW, IC / group).
[[nodiscard]] inline support::convolution_case convolution_of(const vector& v) {
    const std::vector<std::size_t>&x = v["x"].shape, &w = v["w"].shape;
    const auto strides = v.integers<std::size_t>("strides"), pads = v.integers<std::size_t>("pads"),
               dilations = v.integers<std::size_t>("dilations");
    return {x.at(0),
            x.at(1),
            x.at(2),
            x.at(3),
            w.at(0),
            v.integers<std::size_t>("group").at(0),
            {{w.at(1), w.at(2)},
             {strides.at(0), strides.at(1)},
             {pads.at(0), pads.at(1), pads.at(2), pads.at(3)},
             {dilations.at(0), dilations.at(1)}}};
}

/// bias_o + sum of (x - x zero point) * (w - w zero point_o): (N, OH, OW, OC). No bias is 0.
[[nodiscard]] inline std::vector<std::int64_t> convolved(const vector& v) {
    const support::convolution_case c = convolution_of(v);
    const auto x = v.integers("x"), w = v.integers("w"), w_zero = v.integers("w_zero_point");
    const auto bias = v.has("bias") ? v.integers<std::int64_t>("bias") : std::vector<std::int64_t>(c.outputs, 0);
    const std::int32_t x_zero = v.integer("x_zero_point");
    const quanta::op::size2d size = output_size("golden", c.moved, {c.height, c.width});
    std::vector<std::int64_t> sums;
    for (std::size_t n = 0; n < c.images; ++n)
        for (std::size_t row = 0; row < size.height; ++row)
            for (std::size_t column = 0; column < size.width; ++column)
                for (std::size_t o = 0; o < c.outputs; ++o) {
                    std::int64_t sum = bias.at(o);
                    const std::int32_t zero = w_zero[w_zero.size() == 1 ? 0 : o];
                    support::for_each_product(c, n, row, column, o, [&](std::ptrdiff_t from, std::size_t weight) {
                        if (from < 0) return; // padding is the input's zero point
                        sum += std::int64_t{x[static_cast<std::size_t>(from)] - x_zero} * (w[weight] - zero);
                    });
                    sums.push_back(sum);
                }
    return sums;
}

/// bias_j + sum_k (x_ik - x zero point) * w_jk of x (M, K) and w (N, K): (M, N). No bias is 0.
[[nodiscard]] inline std::vector<std::int64_t> connected(const vector& v) {
    const auto x = v.integers("x"), w = v.integers("w");
    const std::int32_t x_zero = v.integer("x_zero_point");
    const std::size_t depth = v["x"].shape.at(1), rows = v["x"].shape.at(0), outputs = v["w"].shape.at(0);
    const auto bias = v.has("bias") ? v.integers<std::int64_t>("bias") : std::vector<std::int64_t>(outputs, 0);
    std::vector<std::int64_t> sums;
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < outputs; ++j) {
            sums.push_back(bias[j]);
            for (std::size_t k = 0; k < depth; ++k)
                sums.back() += std::int64_t{x[i * depth + k] - x_zero} * w[j * depth + k];
        }
    return sums;
}

/// Calls `action(sum, count)` for each mean that a pooling of x (N, H, W, C) takes, in the order of its output: the sum of
/// the stored integers inside the image, and their number.
template <class Action>
void for_each_mean(const vector& v, const Action& action) {
    const std::vector<std::size_t>& x = v["x"].shape;
    const auto kernel = v.integers<std::size_t>("kernel"), strides = v.integers<std::size_t>("strides"),
               pads = v.integers<std::size_t>("pads");
    // A depthwise convolution by ones has the same taps.
    const support::convolution_case c{x.at(0),
                                      x.at(1),
                                      x.at(2),
                                      x.at(3),
                                      x.at(3),
                                      x.at(3),
                                      {{kernel.at(0), kernel.at(1)},
                                       {strides.at(0), strides.at(1)},
                                       {pads.at(0), pads.at(1), pads.at(2), pads.at(3)},
                                       {1, 1}}};
    const auto values = v.integers("x");
    const quanta::op::size2d size = output_size("golden", c.moved, {c.height, c.width});
    for (std::size_t n = 0; n < c.images; ++n)
        for (std::size_t output = 0; output < size.height * size.width * c.outputs; ++output) {
            const std::size_t pixel = output / c.outputs, channel = output % c.outputs;
            std::int64_t sum = 0;
            std::size_t count = 0;
            support::for_each_product(c, n, pixel / size.width, pixel % size.width, channel,
                                      [&](std::ptrdiff_t from, std::size_t) {
                                          if (from < 0) return;
                                          sum += values[static_cast<std::size_t>(from)];
                                          ++count;
                                      });
            action(sum, count);
        }
}

} // namespace golden
