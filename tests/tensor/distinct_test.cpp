// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <quanta/tensor/distinct.hpp>
#include <quanta/tensor/tensor_view.hpp>

using namespace quanta;

TEST_CASE("elements have places of their own unless strides make them meet", "[tensor]") {
    float data[100];
    using matrix = tensor_view<float, 2>;
    CHECK(has_distinct_elements(view(data, {4, 5})));
    CHECK(has_distinct_elements(transposed(view(data, {4, 5}))));
    CHECK(has_distinct_elements(matrix(data + 50, {4, 5}, {-7, 1})));
    CHECK(has_distinct_elements(matrix(data, {1, 5}, {0, 1})));
    CHECK(has_distinct_elements(matrix(data, {0, 5}, {0, 1})));
    CHECK(!has_distinct_elements(matrix(data, {4, 5}, {0, 1})));
    CHECK(!has_distinct_elements(matrix(data, {4, 5}, {4, 1})));
    CHECK(!has_distinct_elements(tensor_view<float, 3>(data, {2, 4, 5}, {15, 5, 1})));
}
