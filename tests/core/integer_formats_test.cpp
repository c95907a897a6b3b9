// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/core_concepts.hpp>
#include <quanta/core/integer_formats.hpp>

using namespace quanta;

namespace {

struct no_range {
    using storage_type = std::int8_t;
};
struct wider_than_its_storage : integer_format<std::int8_t, -200, 200, 8> {
    static constexpr std::string_view name = "wrong";
};
struct without_zero : integer_format<std::uint8_t, 1, 255, 8> {
    static constexpr std::string_view name = "wrong";
};
struct archetype {
    using storage_type = short;
    static constexpr int lowest = 0, highest = 1, bits = 1;
    static constexpr std::string_view name = "bit";
};

} // namespace

static_assert(IntegerFormat<archetype>);
static_assert(!IntegerFormat<int> && !IntegerFormat<no_range>);
static_assert(!IntegerFormat<wider_than_its_storage> && !IntegerFormat<without_zero>);

TEMPLATE_TEST_CASE("a format's range has the size of its bits, or one value less", "[core]", uint8, int8, int8_narrow,
                   int4, int4_narrow, uint4, int2, ternary, int16) {
    STATIC_REQUIRE(IntegerFormat<TestType>);
    const int values = TestType::highest - TestType::lowest + 1;
    CHECK((values == 1 << TestType::bits || values == (1 << TestType::bits) - 1));
    CHECK(TestType::is_signed == (TestType::lowest < 0));
}

TEST_CASE("formats of seven bits live in a byte", "[core]") {
    CHECK(uint7::highest == 127);
    CHECK(int7::lowest == -64);
    CHECK(int7::highest == 63);
    CHECK(uint7::bits == 8);
}
