// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>

#include <quanta/tensor/granularity.hpp>
#include <quanta/tensor/runs.hpp>
#include <quanta/tensor/tensor_view.hpp>
#include <support/failure.hpp>

using namespace quanta;

static_assert(Granularity<per_tensor> && Granularity<per_channel<0>> && Granularity<per_channel<-1>> &&
              Granularity<per_group<32>>);
static_assert(!Granularity<int>);

TEMPLATE_TEST_CASE("runs visit each element once, in its slice", "[tensor]", per_tensor, per_channel<0>, per_channel<1>,
                   per_channel<2>, per_channel<-1>, per_group<1>, per_group<3>, per_group<5>) {
    const std::array<std::size_t, 3> extents{3, 4, 5};
    std::vector<std::size_t> slice_of(60, 999);
    std::size_t visits = 0;
    const tensor_view<std::size_t, 3> slices(slice_of.data(), extents);
    for_each_run<TestType>(extents, [&](const run& where) {
        std::size_t* first = first_element(slices, where);
        for (std::size_t i = 0; i < where.length; ++i, ++visits) first[i] = where.slice;
    });
    CHECK(visits == 60);
    const std::size_t count = TestType::slices(extents.data(), 3);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 4; ++j)
            for (std::size_t k = 0; k < 5; ++k) {
                const std::array index{i, j, k};
                REQUIRE(slices(i, j, k) == TestType::slice_of(index.data(), extents.data(), 3));
                REQUIRE(slices(i, j, k) < count);
            }
}

TEST_CASE("the last group of a row is shorter where the size does not divide the axis", "[tensor]") {
    std::vector<std::size_t> lengths;
    for_each_run<per_group<3>>(std::array<std::size_t, 2>{2, 7},
                               [&](const run& where) { lengths.push_back(where.length); });
    CHECK(lengths == std::vector<std::size_t>{3, 3, 1, 3, 3, 1});
}

TEST_CASE("a tensor with an axis of zero has no runs", "[tensor]") {
    for (const auto& extents : {std::array<std::size_t, 2>{0, 3}, std::array<std::size_t, 2>{3, 0}})
        for_each_run<per_channel<0>>(extents, [](const run&) { FAIL("a run of an empty tensor"); });
}

TEST_CASE("a granularity that the tensor does not have is refused", "[tensor]") {
    const std::array<std::size_t, 2> extents{3, 8};
    REQUIRE_ERROR(per_channel<2>::slices(extents.data(), 2), "axis 2 of a tensor of rank 2");
    REQUIRE_ERROR(per_channel<-3>::slices(extents.data(), 2), "axis -3 of a tensor of rank 2");
    REQUIRE_ERROR(per_group<9>::slices(extents.data(), 2), "a group of 9 on an axis of 8");
}
