// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch_all.hpp>

#include <observer/float_data.hpp>
#include <quanta/observer/histogram.hpp>
#include <quanta/observer/min_max.hpp>
#include <quanta/observer/moving_average_min_max.hpp>
#include <quanta/observer/sliced.hpp>

namespace {

using per_row = quanta::sliced<quanta::min_max, quanta::per_channel<0>>;

const std::vector<float> values{1, -2, 3, 10, support::nan, 30};
const quanta::tensor_view<const float, 2> matrix(values.data(), {2, 3});

} // namespace

TEST_CASE("each channel has statistics of its own", "[observer]") {
    per_row rows;
    CHECK(rows.slices() == 0);
    rows.observe(matrix);
    REQUIRE(rows.slices() == 2);
    CHECK(rows[0].minimum() == -2);
    CHECK(rows[0].maximum() == 3);
    CHECK(rows[1].minimum() == 10);
    CHECK(rows[1].maximum() == 30);
    CHECK(rows.count() == 5);
    CHECK(rows.non_finite() == 1);

    quanta::sliced<quanta::min_max, quanta::per_channel<-1>> columns;
    columns.observe(matrix);
    REQUIRE(columns.slices() == 3);
    CHECK(columns[0].maximum() == 10);
    CHECK(columns[1].count() == 1);
}

TEST_CASE("groups", "[observer]") {
    quanta::sliced<quanta::min_max, quanta::per_group<2>> groups;
    groups.observe(matrix);
    REQUIRE(groups.slices() == 4);
    CHECK(groups[0].minimum() == -2);
    CHECK(groups[1].minimum() == 3);
    CHECK(groups[3].maximum() == 30);
}

TEST_CASE("one call is one batch of every channel", "[observer]") {
    quanta::sliced<quanta::moving_average_min_max, quanta::per_channel<1>> columns(quanta::moving_average_min_max(0.5));
    for (int batch = 0; batch < 3; ++batch) columns.observe(matrix);
    CHECK(columns[0].batches() == 3);
    CHECK(columns[0].maximum() == 10);
}

TEST_CASE("merging is slice by slice", "[observer]") {
    per_row one, other, nothing;
    one.observe(matrix);
    other.observe(quanta::view(std::vector<float>{-5, 99}.data(), {2, 1}));
    one.merge(nothing);
    one.merge(other);
    nothing.merge(one);
    CHECK(nothing[0].minimum() == -5);
    CHECK(nothing[1].maximum() == 99);
    CHECK(nothing[1].count() == 3);
}

TEST_CASE("another number of slices is an error that names both", "[observer]") {
    per_row rows;
    rows.observe(matrix);
    const std::vector<float> three(3);
    CHECK_THROWS_WITH(rows.observe(quanta::view(three.data(), {3, 1})),
                      "sliced: 3 slices arrive, but 2 were observed before");
    per_row other;
    other.observe(quanta::view(three.data(), {3, 1}));
    CHECK_THROWS_WITH(rows.merge(other), "sliced: 3 slices arrive, but 2 were observed before");
    CHECK_THROWS_WITH(rows[2], "sliced: slice 2 of 2");
    rows.observe(quanta::tensor_view<const float, 2>(nullptr, {7, 0})); // empty: nothing to say
    CHECK(rows.slices() == 2);
}

TEST_CASE("a group larger than the axis is an error", "[observer]") {
    quanta::sliced<quanta::min_max, quanta::per_group<4>> groups;
    CHECK_THROWS_WITH(groups.observe(matrix), "per_group: a group of 4 on an axis of 3");
}

TEST_CASE("a prototype has seen nothing", "[observer]") {
    quanta::min_max used;
    used.observe(matrix);
    CHECK_THROWS_WITH(per_row(used), "sliced: the prototype has observed 6 values already");
}
