// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include <quanta/tensor/tensor_concepts.hpp>
#include <quanta/tensor/tensor_view.hpp>
#include <support/failure.hpp>

using namespace quanta;

static_assert(TensorView<tensor_view<int, 3>> && FloatView<tensor_view<const float, 1>>);
static_assert(!FloatView<tensor_view<int, 1>> && !TensorView<std::vector<float>>);

TEST_CASE("a view addresses elements by index", "[tensor]") {
    std::vector<int> data(24);
    std::iota(data.begin(), data.end(), 0);
    const auto cube = view(data.data(), {2, 3, 4});
    CHECK(cube(1, 2, 3) == 23);
    CHECK(cube(1, 0, 2) == 14);
    CHECK(cube.size() == 24);
    CHECK(cube.is_contiguous());
    const tensor_view<int, 1> backwards(data.data() + 23, {24}, {-1});
    CHECK(backwards(0) == 23);
    CHECK(backwards(23) == 0);
    CHECK(!backwards.is_contiguous());
    const auto matrix = view(data.data(), {4, 6});
    CHECK(transposed(matrix)(5, 3) == matrix(3, 5));
    const tensor_view<const int, 2> constant = matrix;
    CHECK(constant(3, 5) == 23);
}

TEST_CASE("vectors and spans are tensors of rank 1", "[tensor]") {
    std::vector<float> data(5);
    CHECK(view(data).extent(0) == 5);
    const std::vector<float>& constant = data;
    CHECK(view(constant).data() == data.data());
    CHECK(view(std::span<float>(data).subspan(2)).size() == 3);
}

TEST_CASE("a null pointer is a tensor without elements only", "[tensor]") {
    REQUIRE_ERROR(view(static_cast<float*>(nullptr), {2, 3}), "null data for 6 elements");
    CHECK(view(static_cast<float*>(nullptr), {2, 0}).size() == 0);
}

TEST_CASE("a tensor that memory cannot hold is refused", "[tensor]") {
    const std::size_t huge = std::size_t{1} << 32;
    REQUIRE_ERROR(view(static_cast<float*>(nullptr), {huge, huge}), "is more than the 9223372036854775807 that memory");
    float one = 0;
    REQUIRE_ERROR(view(&one, {huge, huge / 4}), "9223372036854775807");
    CHECK(view(&one, {huge, huge, std::size_t{0}}).size() == 0);
}

TEST_CASE("strides that reach further than memory are refused", "[tensor]") {
    using matrix = tensor_view<float, 2>;
    constexpr std::ptrdiff_t far = std::ptrdiff_t{1} << 62;
    float one = 0;
    REQUIRE_ERROR(matrix(&one, {3, 4}, {far, 1}), "tensor's strides: 2 * 4611686018427387904 is more than");
    REQUIRE_ERROR(matrix(&one, {3, 4}, {1, std::numeric_limits<std::ptrdiff_t>::min()}), "tensor's strides");
    REQUIRE_ERROR(matrix(&one, {2, 2}, {far / 4, 1 - far / 4}), "tensor's reach: 2305843009213693952 * 4");
    CHECK(matrix(&one, {1, 4}, {far, 0}).size() == 4);
    CHECK(matrix(&one, {0, 4}, {far, far}).size() == 0);
    CHECK(matrix(&one, {std::size_t{1} << 30, std::size_t{1} << 30}, {0, 0}).size() == std::size_t{1} << 60);
}
