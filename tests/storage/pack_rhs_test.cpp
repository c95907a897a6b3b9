// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include <quanta/core/integer_formats.hpp>
#include <quanta/storage/pack_rhs.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;

namespace {

struct format_of_two {
    static constexpr tile_format format{4, 4, 4, 2, 1, true, false};
};
struct no_format {};

/// The least that a packed matrix has to tell.
struct archetype {
    [[nodiscard]] static tile_format format() { return format_of_two::format; }
    [[nodiscard]] static isa::id instruction_set() { return isa::id::reference; }
    [[nodiscard]] static std::size_t depth() { return 0; }
    [[nodiscard]] static std::size_t columns() { return 0; }
    [[nodiscard]] static const std::byte* panel(std::size_t) { return nullptr; }
};

template <class Lhs, class Rhs>
std::vector<std::byte> pack(const tensor_view<const typename Rhs::storage_type, 2>& source,
                            const packing_terms<Lhs>& terms) {
    const packed_layout layout(format_of_two::format, source.extent(0), source.extent(1));
    std::vector<std::byte> memory(layout.bytes(), std::byte{99});
    pack_rhs_into<Lhs, Rhs>(source, layout, terms, memory.data());
    return memory;
}

std::int32_t start_value(const std::vector<std::byte>& memory, std::size_t column) {
    std::int32_t value = 0;
    std::memcpy(&value, memory.data() + 4 * column, 4);
    return value;
}

} // namespace

static_assert(PackedFormat<format_of_two> && !PackedFormat<no_format>);
static_assert(PackedMatrix<archetype> && PackedMatrix<packed_matrix<uint8, int8>> && !PackedMatrix<no_format>);

TEST_CASE("cells stand as the tile format's worked example says", "[storage]") {
    const std::array<std::int8_t, 12> b{1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24}; // (3, 4)
    const auto memory = pack<uint8, int8>(view(b.data(), {3, 4}), {});
    const std::array<int, 16> expected{1, 11, 2, 12, 3, 13, 4, 14, 21, 0, 22, 0, 23, 0, 24, 0};
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(static_cast<int>(memory[16 + i]) == expected[i]);
    for (std::size_t j = 0; j < 4; ++j) CHECK(start_value(memory, j) == 0);
}

TEST_CASE("start values hold the bias and take back zero points and shifts", "[storage]") {
    const std::array<std::int8_t, 6> b{1, 2, 3, 4, -5, 100}; // (3, 2), sums -1 and 106
    const std::array<std::int32_t, 2> bias{1000, -1000};
    const auto source = view(b.data(), {3, 2});
    const auto unsigned_lhs = pack<uint8, int8>(source, {7, {}, bias});
    CHECK(start_value(unsigned_lhs, 0) == 1000 - 7 * -1);
    CHECK(start_value(unsigned_lhs, 1) == -1000 - 7 * 106);
    const auto signed_lhs = pack<int8, int8>(source, {7, {}, bias}); // this format adds 128 to signed values
    CHECK(start_value(signed_lhs, 1) == -1000 - (7 + 128) * 106);
    const std::array<std::uint8_t, 2> c{200, 0}; // stored as 72 and -128
    const auto unsigned_rhs = pack<uint8, uint8>(view(c.data(), {1, 2}), {3, {}, {}});
    CHECK(start_value(unsigned_rhs, 0) == -3 * 72);
    CHECK(start_value(unsigned_rhs, 1) == -3 * -128);
    CHECK(static_cast<std::int8_t>(unsigned_rhs[16]) == 72);
}

TEST_CASE("a matrix packs alike whether its rows or its columns are contiguous", "[storage]") {
    const auto b = support::integers<int8>(37 * 29, support::pattern::uniform, 3);
    std::vector<std::int8_t> flipped(b.size());
    for (std::size_t k = 0; k < 37; ++k)
        for (std::size_t j = 0; j < 29; ++j) flipped[j * 37 + k] = b[k * 29 + j];
    CHECK(pack<uint8, int8>(view(b.data(), {37, 29}), {5, {}, {}}) ==
          pack<uint8, int8>(transposed(view(std::as_const(flipped).data(), {29, 37})), {5, {}, {}}));
}

TEST_CASE("packing adds at most a twentieth to large matrices", "[storage]") {
    for (const tile_format& format :
         {tile_format{6, 64, 16, 4, 1, true, false}, tile_format{6, 16, 8, 2, 1, false, true}})
        for (const std::size_t n : {std::size_t{256}, std::size_t{1000}, std::size_t{4096}}) {
            const packed_layout layout(format, 1024, n);
            CHECK(static_cast<double>(layout.bytes()) <= 1.05 * 1024 * static_cast<double>(n));
        }
}

TEST_CASE("a matrix that memory cannot hold is refused", "[storage]") {
    REQUIRE_ERROR(packed_layout(format_of_two::format, std::size_t{1} << 61, 64), "packed matrix");
    CHECK(packed_layout(format_of_two::format, 5, 0).bytes() == 0);
}

TEST_CASE("the depth that 32 bits hold follows from the ranges", "[storage]") {
    CHECK(largest_depth<uint8, int8>(0, 0, 0) == 65793);
    CHECK(largest_depth<uint8, int8>(128, 0, 0) == 131071);
    CHECK(largest_depth<uint8, int4>(0, 0, 0) == 2147483647 / (255 * 8));
    CHECK(largest_depth<uint8, uint8>(0, 255, 0) == 2147483647 / (255 * 255));
    CHECK(largest_depth<uint8, int8>(0, 0, 2147483647) == 0);
    const std::vector<std::int8_t> b(70000, 127);
    REQUIRE_ERROR((pack<uint8, int8>(view(b.data(), {70000, 1}), {})),
                  "column 0 of int8 weights, depth 70000, bias 0: the accumulator could reach 2266950000");
}

TEST_CASE("for 16-bit left-hand values cells have 16 bits, and start values 64", "[storage]") {
    const std::array<std::int8_t, 6> b{1, -2, 3, 4, -5, 100}; // (3, 2)
    const std::array<std::int64_t, 2> bias{std::int64_t{1} << 40, -7};
    const packed_layout layout({4, 4, 4, 2, 2, false, false, 8}, 3, 2);
    std::vector<std::byte> memory(layout.bytes(), std::byte{99});
    pack_rhs_into<int16, int8>(view(b.data(), {3, 2}), layout, {0, {}, bias}, memory.data());
    std::array<std::int64_t, 4> starts{};
    std::array<std::int16_t, 16> cells{};
    std::memcpy(starts.data(), memory.data(), sizeof starts);
    std::memcpy(cells.data(), memory.data() + sizeof starts, sizeof cells);
    CHECK(starts == std::array<std::int64_t, 4>{std::int64_t{1} << 40, -7, 0, 0});
    CHECK(cells == std::array<std::int16_t, 16>{1, 3, -2, 4, 0, 0, 0, 0, -5, 0, 100, 0, 0, 0, 0, 0});
    const std::int64_t most = accumulator_limit<int16>;
    REQUIRE_ERROR((pack_rhs_into<int16, int8>(view(b.data(), {3, 2}), layout, {0, {}, {&most, 1}}, memory.data())),
                  "pack_rhs: column 0 of int8 weights, depth 3, bias 140737488355327: the accumulator could reach "
                  "140737488650235, it may hold +-140737488355327; any weights are safe up to depth 0");
}

TEST_CASE("floats are packed in order, their starts are the bias", "[storage]") {
    const std::array<float, 6> b{1, 2, 3, 4, 5, 6}; // (2, 3)
    const std::array<float, 3> bias{10, 20, 30};
    const packed_layout layout({4, 4, 4, 1, 4, false, false}, 2, 3);
    std::vector<float> memory(layout.bytes() / 4, 99.0F);
    pack_rhs_into(view(b.data(), {2, 3}), layout, bias, reinterpret_cast<std::byte*>(memory.data()));
    const std::array<float, 12> expected{10, 20, 30, 0, 1, 2, 3, 0, 4, 5, 6, 0};
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(memory[i] == expected[i]);
}
