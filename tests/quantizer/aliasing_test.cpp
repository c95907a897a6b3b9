// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/quantizer/aliasing.hpp>
#include <quanta/tensor/tensor_view.hpp>

using namespace quanta;

TEST_CASE("views of separate memory do not overlap", "[quantizer]") {
    std::vector<float> values(20);
    CHECK_FALSE(overlap(view(values.data(), {10}), view(values.data() + 10, {10})));
    CHECK(overlap(view(values.data(), {10}), view(values.data() + 9, {10})));
    CHECK(overlap(view(values.data(), {10}), view(values.data(), {10})));
    CHECK_FALSE(overlap(view(values.data(), {0}), view(values.data(), {0})));
}

TEST_CASE("parts of one matrix overlap only where they have elements in common", "[quantizer]") {
    std::vector<float> matrix(6 * 8);
    const auto part = [&](std::size_t row, std::size_t column, std::size_t rows, std::size_t columns) {
        return tensor_view<float, 2>(matrix.data() + 8 * row + column, {rows, columns}, {8, 1});
    };
    CHECK_FALSE(overlap(part(0, 0, 6, 4), part(0, 4, 6, 4)));
    CHECK(overlap(part(0, 0, 6, 5), part(0, 3, 6, 5)));
    CHECK_FALSE(overlap(part(0, 1, 3, 8 - 1), part(3, 1, 3, 8 - 1)));
    CHECK(overlap(part(0, 0, 3, 3), part(2, 2, 3, 3)));
    CHECK_FALSE(overlap(part(0, 0, 3, 3), part(2, 3, 3, 3)));
    const tensor_view<float, 1> even(matrix.data(), {20}, {2}), odd(matrix.data() + 1, {20}, {2});
    CHECK_FALSE(overlap(even, odd));
    const tensor_view<float, 1> backwards(matrix.data() + 20, {20}, {-1}), forwards(matrix.data(), {20}, {-1});
    CHECK_FALSE(overlap(backwards, tensor_view<float, 1>(matrix.data() + 40, {20}, {-1})));
    CHECK(overlap(backwards, tensor_view<float, 1>(matrix.data() + 21, {20}, {-1})));
}

TEST_CASE("views of different elements overlap where their bytes do", "[quantizer]") {
    std::vector<float> values(20);
    const tensor_view<std::uint8_t, 1> bytes(reinterpret_cast<std::uint8_t*>(values.data()) + 40, {40});
    CHECK_FALSE(overlap(view(values.data(), {10}), bytes));
    CHECK(overlap(view(values.data(), {11}), bytes));
}

TEST_CASE("the same elements", "[quantizer]") {
    std::vector<float> values(20);
    CHECK(same_elements(view(values.data(), {4, 5}), view(values.data(), {4, 5})));
    CHECK_FALSE(same_elements(view(values.data(), {4, 5}), view(values.data(), {5, 4})));
    CHECK_FALSE(same_elements(view(values.data(), {4}), view(values.data() + 1, {4})));
}
