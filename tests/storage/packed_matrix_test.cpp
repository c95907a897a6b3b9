// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>
#include <utility>

#include <quanta/core/integer_formats.hpp>
#include <quanta/storage/packed_matrix.hpp>
#include <support/failure.hpp>

using namespace quanta;

namespace {

constexpr tile_format wide{6, 64, 16, 4, 1, true, false};
constexpr std::size_t limit = largest_size;

} // namespace

TEST_CASE("the last panel is as narrow as registers allow", "[storage]") {
    const packed_layout layout(wide, 5, 64 + 17); // 5 values of a column take 8 bytes
    CHECK(layout.panels() == 2);
    CHECK(layout.used_columns(0) == 64);
    CHECK(layout.used_columns(1) == 17);
    CHECK(layout.width(1) == 32);
    CHECK(layout.cells_per_column() == 8);
    CHECK(layout.panel_offset(1) == 64 * (4 + 8));
    CHECK(layout.bytes() == 64 * (4 + 8) + 32 * (4 + 8));
}

TEST_CASE("panels start at multiples of the alignment", "[storage]") {
    const packed_layout layout({1, 3, 1, 1, 1, false, false}, 7, 5);
    CHECK(layout.panel_offset(1) == buffer_alignment); // 3 * (4 + 7) bytes
    CHECK(layout.bytes() == 2 * buffer_alignment);
}

TEST_CASE("a matrix without rows has start values, one without columns nothing", "[storage]") {
    CHECK(packed_layout(wide, 0, 3).bytes() == buffer_alignment);
    CHECK(packed_layout(wide, 3, 0).bytes() == 0);
    CHECK(packed_layout(wide, 3, 0).panels() == 0);
}

TEST_CASE("no size of a layout wraps", "[storage]") {
    REQUIRE_ERROR(packed_layout(wide, std::size_t{1} << 61, 64),
                  "packed matrix: 64 * 2305843009213693956 is more than");
    REQUIRE_ERROR(packed_layout(wide, 1, limit), "packed matrix");
    REQUIRE_ERROR(packed_layout(wide, 1, ~std::size_t{0}), "packed matrix");
    REQUIRE_ERROR(packed_layout(wide, limit, 1), "round_up: 2305843009213693952 * 4 is more than");
    REQUIRE_ERROR(packed_layout(wide, ~std::size_t{0}, 0), "round_up");
    REQUIRE_ERROR(packed_layout({1, 8, 8, 1, 4, false, false}, limit / 4, 1), "packed matrix");
    CHECK(packed_layout(wide, std::size_t{1} << 50, 64).bytes() == 64 * (4 + (std::size_t{1} << 50)));
    REQUIRE_ERROR(round_up(limit, 64), "is more than the 9223372036854775807");
    CHECK(round_up(limit - 63, 64) == limit - 63);
    CHECK(round_up(0, 64) == 0);
    CHECK(round_up(1, 64) == 64);
}

TEST_CASE("a packed matrix gives its panels, in its own memory or the caller's", "[storage]") {
    const packed_layout layout(wide, 5, 100);
    aligned_buffer memory(layout.bytes());
    const std::byte* data = memory.data();
    const packed_matrix<uint8, int8> borrowed(isa::id::reference, layout, data);
    CHECK(borrowed.panel(1) == data + layout.panel_offset(1));
    packed_matrix<uint8, int8> owning(isa::id::avx512vnni, layout, std::move(memory));
    const packed_matrix<uint8, int8> moved(std::move(owning));
    CHECK(moved.panel(0) == data);
    CHECK(moved.panel(1) == data + layout.panel_offset(1));
    CHECK(moved.instruction_set() == isa::id::avx512vnni);
    CHECK(moved.depth() == 5);
    CHECK(moved.columns() == 100);
    CHECK(moved.bytes() == layout.bytes());
    CHECK(moved.format().columns == 64);
}
