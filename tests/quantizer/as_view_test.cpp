// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <concepts>
#include <list>
#include <span>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/quantizer/as_view.hpp>

using namespace quanta;

namespace {

template <class T>
using view_of = decltype(as_view(std::declval<T&>()));

static_assert(std::same_as<view_of<std::vector<float>>, tensor_view<float, 1>>);
static_assert(std::same_as<view_of<const std::vector<float>>, tensor_view<const float, 1>>);
static_assert(std::same_as<view_of<std::array<float, 3>>, tensor_view<float, 1>>);
static_assert(std::same_as<view_of<const std::span<float>>, tensor_view<float, 1>>);
static_assert(std::same_as<view_of<const tensor_view<float, 3>>, tensor_view<float, 3>>);
static_assert(Viewable<std::vector<float>> && Viewable<const std::vector<float>&> && Viewable<std::span<float>>);
static_assert(!Viewable<int> && !Viewable<std::list<float>> && !Viewable<float*>);

/// A user's own matrix.
struct matrix {
    std::vector<float> values;
    std::size_t rows, columns;
};

} // namespace

template <>
struct quanta::tensor_view_of<matrix> {
    static auto make(matrix& m) { return tensor_view<float, 2>(m.values.data(), {m.rows, m.columns}); }
    static auto make(const matrix& m) { return tensor_view<const float, 2>(m.values.data(), {m.rows, m.columns}); }
};
static_assert(quanta::Viewable<matrix> && quanta::Viewable<const matrix>);

TEST_CASE("vectors, spans, arrays and a user's own types are seen as tensors", "[quantizer]") {
    std::vector<float> vector{1, 2, 3};
    CHECK(as_view(vector).data() == vector.data());
    CHECK(as_view(vector).extent(0) == 3);
    const matrix foreign{{1, 2, 3, 4, 5, 6}, 2, 3};
    CHECK(as_view(foreign)(1, 0) == 4.0F);
}
