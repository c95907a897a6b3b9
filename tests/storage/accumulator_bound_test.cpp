// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstring>
#include <vector>

#include <quanta/core/integer_formats.hpp>
#include <quanta/storage/accumulator_bound.hpp>
#include <quanta/storage/pack_rhs.hpp>
#include <support/failure.hpp>

using namespace quanta;

static_assert(largest_product<uint8, int8>(0, 0) == 255 * 128);
static_assert(largest_product<uint8, int8>(255, 0) == 255 * 128);
static_assert(largest_product<int8, int8_narrow>(0, 0) == 128 * 127);
static_assert(largest_product<int8, uint8>(127, 100) == 255 * 155);
static_assert(largest_depth<uint8, int8>(0, 0, -2147483648LL) == 0);
static_assert(largest_depth<uint8, int8>(0, 0, 2147483647) == 0);
static_assert(largest_depth<uint8, int8>(0, 0, -1000) == (2147483647 - 1000) / (255 * 128));

namespace {

constexpr tile_format one_column{1, 1, 1, 1, 1, false, false};

template <class Lhs, class Rhs>
aligned_buffer pack(const std::vector<typename Rhs::storage_type>& column, const packing_terms<Lhs>& terms) {
    const packed_layout layout(one_column, column.size(), 1);
    aligned_buffer memory(layout.bytes());
    pack_rhs_into<Lhs, Rhs>(tensor_view<const typename Rhs::storage_type, 2>(column.data(), {column.size(), 1}), layout,
                            terms, memory.data());
    return memory;
}

} // namespace

TEST_CASE("the text of an overflow names the column, the depth, the value and the depth that is safe", "[storage]") {
    std::vector<std::int8_t> b(3 * 70000, 0);
    for (std::size_t k = 0; k < 70000; ++k) b[k * 3 + 2] = 127;
    const packed_layout layout(one_column, 70000, 3);
    aligned_buffer memory(layout.bytes());
    REQUIRE_ERROR((pack_rhs_into<uint8, int8>(tensor_view<const std::int8_t, 2>(b.data(), {70000, 3}), layout, {},
                                              memory.data())),
                  "pack_rhs: column 2 of int8 weights, depth 70000, bias 0: the accumulator could reach "
                  "2266950000, it may hold +-2147483647; any weights are safe up to depth 65793");
}

TEST_CASE("weights that are small may be deeper than the safe depth, to the last unit", "[storage]") {
    std::vector<std::int8_t> b(70000, 120); // 255 * 120 * 70000 = 2142000000
    std::int32_t bias = 2147483647 - 2142000000;
    CHECK_NOTHROW(pack<uint8, int8>(b, {0, {}, {&bias, 1}}));
    ++bias;
    REQUIRE_ERROR((pack<uint8, int8>(b, {0, {}, {&bias, 1}})), "could reach 2147483648");
    for (std::int8_t& weight : b) weight = -120;
    bias = -2147483647 - 1 + 2142000000;
    CHECK_NOTHROW(pack<uint8, int8>(b, {0, {}, {&bias, 1}}));
    --bias;
    REQUIRE_ERROR((pack<uint8, int8>(b, {0, {}, {&bias, 1}})), "could reach -2147483649");
}

TEST_CASE("sums of columns are modulo 2^32 at depths that zero weights allow", "[storage]") {
    const std::vector<std::uint8_t> zeros(17'000'000, 0); // stored as -128 each: -2176000000 together
    const tensor_view<const std::uint8_t, 2> source(zeros.data(), {zeros.size(), 1});
    CHECK(column_sums<uint8>(source)[0] == 4294967296 - 2176000000);
    const aligned_buffer memory = pack<uint8, uint8>(zeros, {3, {}, {}});
    std::int32_t start = 0;
    std::memcpy(&start, memory.data(), 4);
    CHECK(start == static_cast<std::int32_t>(static_cast<std::uint32_t>(3 * 2176000000)));
}

TEST_CASE("a null matrix without rows or without columns is packed", "[storage]") {
    const packed_layout rows(one_column, 0, 5), columns(one_column, 5, 0);
    aligned_buffer memory(rows.bytes()), nothing(columns.bytes());
    const std::int32_t bias = 7;
    pack_rhs_into<uint8, int8>(tensor_view<const std::int8_t, 2>(nullptr, {0, 5}), rows, {0, {}, {&bias, 1}},
                               memory.data());
    CHECK(memory.data()[rows.panel_offset(4)] == std::byte{7});
    CHECK_NOTHROW(
        pack_rhs_into<uint8, int8>(tensor_view<const std::int8_t, 2>(nullptr, {5, 0}), columns, {}, nothing.data()));
    CHECK_NOTHROW(pack_rhs_into(tensor_view<const float, 2>(nullptr, {5, 0}),
                                packed_layout({1, 8, 8, 1, 4, false, false}, 5, 0), {}, nothing.data()));
}
