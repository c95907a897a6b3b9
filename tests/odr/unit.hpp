// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

#include <quanta/quanta.hpp>

namespace {

/// Uses the library from the choice of an instruction set to a product of integers and one of floats, and returns a
/// number that depends on all results.
int exercise() {
    constexpr std::size_t rows = 5, depth = 9, columns = 7;
    std::uint8_t lhs[rows * depth];
    std::int8_t rhs[depth * columns];
    float real_lhs[rows * depth], real_rhs[depth * columns];
    for (std::size_t i = 0; i < rows * depth; ++i) {
        lhs[i] = static_cast<std::uint8_t>(255 - i);
        real_lhs[i] = static_cast<float>(i);
    }
    for (std::size_t i = 0; i < depth * columns; ++i) {
        rhs[i] = static_cast<std::int8_t>(i % 2 == 0 ? -128 : 127);
        real_rhs[i] = static_cast<float>(i % 3);
    }

    const float scale = 1.0F;
    const std::int32_t zero_points[] = {128, 0};
    std::int32_t sums[rows * columns];
    const quanta::op::operand<quanta::uint8, 2> left({lhs, {rows, depth}}, {&scale, 1}, {&zero_points[0], 1});
    const quanta::op::operand<quanta::int8, 2> right({rhs, {depth, columns}}, {&scale, 1}, {&zero_points[1], 1});
    quanta::op::matmul(left, right, quanta::tensor_view<std::int32_t, 2>(sums, {rows, columns}));

    float products[rows * columns];
    quanta::op::matmul(quanta::tensor_view<const float, 2>(real_lhs, {rows, depth}),
                       quanta::tensor_view<const float, 2>(real_rhs, {depth, columns}),
                       quanta::tensor_view<float, 2>(products, {rows, columns}));

    std::uint32_t digest = 0;
    for (std::size_t i = 0; i < rows * columns; ++i)
        digest = digest * 31 + static_cast<std::uint32_t>(sums[i]) + static_cast<std::uint32_t>(products[i]);
    return static_cast<int>(digest >> 1);
}

} // namespace
