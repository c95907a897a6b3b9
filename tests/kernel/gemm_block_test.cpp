// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>

#include <quanta/kernel/gemm_block.hpp>
#include <support/failure.hpp>

using namespace quanta;

namespace {

constexpr tile_format widening{6, 16, 8, 2, 1, false, true}, narrow{4, 4, 4, 1, 1, false, false};
constexpr std::size_t half = std::size_t{1} << 61;

} // namespace

TEST_CASE("a block of rows is whole tiles that fit the cache, or one tile", "[kernel]") {
    CHECK(kernel::block_rows(narrow, 512) == kernel::lhs_block_bytes / 512);
    CHECK(kernel::block_rows(widening, 512) == kernel::lhs_block_bytes / 1024 / 6 * 6);
    CHECK(kernel::block_rows(narrow, 0) == kernel::lhs_block_bytes);
    CHECK(kernel::block_rows(narrow, half) == 4); // 4 rows of 2^61 bytes: their product is 0 modulo 2^64
    CHECK(kernel::block_rows(widening, half) == 6);
}

TEST_CASE("the workspace of a product does not wrap", "[kernel]") {
    CHECK(kernel::block_workspace_bytes(packed_layout(widening, 33, 9), 7) == 12 * 128);
    CHECK(kernel::block_workspace_bytes(packed_layout(narrow, 33, 9), 7) == 0);
    REQUIRE_ERROR(kernel::block_workspace_bytes(packed_layout({6, 1, 1, 2, 1, false, true}, half, 1), 7), "workspace");
}
