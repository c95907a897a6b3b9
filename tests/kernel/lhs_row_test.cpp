// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/isa/select.hpp>
#include <quanta/kernel/lhs_row.hpp>

using namespace quanta;

namespace {

std::int32_t modulo(std::size_t sum) { return static_cast<std::int32_t>(static_cast<std::uint32_t>(sum)); }

} // namespace

TEST_CASE("sums of rows are modulo 2^32 on every instruction set", "[kernel][isa]") {
    const std::size_t depth = 17'000'003; // no multiple of a register
    const std::vector<std::uint8_t> highest(depth, 255);
    const std::vector<std::int8_t> lowest(depth, -128);
    for (const isa::id id : isa::available())
        isa::visit(id, [&](auto tag) {
            CAPTURE(isa::name(id));
            using row = kernel::lhs_row<decltype(tag)>;
            CHECK(row::sum(highest.data(), depth) == modulo(255 * depth));
            CHECK(row::sum(lowest.data(), depth) == modulo(0 - 128 * depth));
        });
}
