// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/quantizer/row_axes.hpp>

using namespace quanta;

namespace {

template <class Shared, std::size_t Rank>
std::size_t row_length(tensor_view<const float, Rank> in, tensor_view<std::uint8_t, Rank> out) {
    arrange_rows<Shared>(in, out);
    return in.extent(Rank - 1);
}

} // namespace

TEST_CASE("rows are joined where they lie end to end", "[quantizer]") {
    const std::vector<float> reals(3 * 4 * 5 * 2);
    std::vector<std::uint8_t> integers(reals.size());
    const auto in = view(reals.data(), {3, 4, 5, 2});
    const auto out = view(integers.data(), {3, 4, 5, 2});
    CHECK(row_length<per_tensor>(in, out) == 120);
    CHECK(row_length<per_channel<0>>(in, out) == 40);
    CHECK(row_length<per_channel<1>>(in, out) == 10);
    CHECK(row_length<per_channel<3>>(in, out) == 2);
    CHECK(row_length<per_group<2>>(in, out) == 2);
}

TEST_CASE("rows are not joined across gaps", "[quantizer]") {
    const std::vector<float> reals(64);
    std::vector<std::uint8_t> integers(64);
    const tensor_view<const float, 2> in(reals.data(), {4, 8}, {16, 1});
    CHECK(row_length<per_tensor>(in, view(integers.data(), {4, 8})) == 8);
    const tensor_view<const float, 2> column(reals.data(), {4, 1}, {16, 1});
    CHECK(row_length<per_tensor>(column, view(integers.data(), {4, 1})) == 4);
}

TEST_CASE("rows follow memory where both tensors lie column by column", "[quantizer]") {
    const std::vector<float> reals(24);
    std::vector<std::uint8_t> integers(24);
    const auto in = transposed(view(reals.data(), {4, 6}));
    const auto out = transposed(view(integers.data(), {4, 6}));
    CHECK(row_length<per_tensor>(in, out) == 24);
    CHECK(row_length<per_channel<0>>(in, out) == 4);
}
