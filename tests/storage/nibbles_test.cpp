// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/storage/nibbles.hpp>

using namespace quanta;

static_assert(NibbleFormat<int4> && NibbleFormat<int4_narrow> && NibbleFormat<uint4>);
static_assert(!NibbleFormat<int8> && !NibbleFormat<int2> && !NibbleFormat<int>);
static_assert(nibble_bytes(0) == 0 && nibble_bytes(1) == 1 && nibble_bytes(2) == 1 && nibble_bytes(3) == 2);

TEST_CASE("the low nibble comes first", "[storage]") {
    const std::vector<std::int8_t> values{1, -1, 7, -8, -3};
    std::vector<std::uint8_t> bytes(3, 0xFF);
    pack_nibbles<int4>(values, bytes);
    CHECK(bytes == std::vector<std::uint8_t>{0xF1, 0x87, 0x0D});

    const std::vector<std::uint8_t> naturals{15, 0, 3};
    bytes.resize(2);
    pack_nibbles<uint4>(naturals, bytes);
    CHECK(bytes == std::vector<std::uint8_t>{0x0F, 0x03});
}

TEMPLATE_TEST_CASE("nibbles come back as they were", "[storage]", int4, int4_narrow, uint4) {
    using storage = typename TestType::storage_type;
    const std::uint32_t seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 generator(seed);
    std::uniform_int_distribution<int> uniform(TestType::lowest, TestType::highest);
    for (std::size_t count = 0; count < 70; ++count) {
        std::vector<storage> values(count), back(count);
        for (storage& value : values) value = static_cast<storage>(uniform(generator));
        std::vector<std::uint8_t> bytes(nibble_bytes(count));
        pack_nibbles<TestType>(values, bytes);
        unpack_nibbles<TestType>(bytes, back);
        REQUIRE(back == values);
    }
}

TEST_CASE("values that do not fit are refused by index", "[storage]") {
    std::vector<std::uint8_t> bytes(2);
    const std::vector<std::int8_t> high{0, 1, 8}, low{0, -8, 0}, odd{0, 0, -9};
    const std::vector<std::uint8_t> natural{0, 16, 0};
    CHECK_THROWS_WITH(pack_nibbles<int4>(high, bytes), "nibbles: value 8 at index 2 is not in int4's range [-8, 7]");
    CHECK_THROWS_WITH(pack_nibbles<int4>(odd, bytes), "nibbles: value -9 at index 2 is not in int4's range [-8, 7]");
    CHECK_THROWS_WITH(pack_nibbles<int4_narrow>(low, bytes),
                      "nibbles: value -8 at index 1 is not in int4_narrow's range [-7, 7]");
    CHECK_THROWS_WITH(pack_nibbles<uint4>(natural, bytes),
                      "nibbles: value 16 at index 1 is not in uint4's range [0, 15]");
    std::vector<std::int8_t> values(2);
    const std::vector<std::uint8_t> lowest{0x81};
    CHECK_THROWS_WITH(unpack_nibbles<int4_narrow>(lowest, values),
                      "nibbles: value -8 at index 1 is not in int4_narrow's range [-7, 7]");
}

TEST_CASE("the number of bytes must be that of the values", "[storage]") {
    const std::vector<std::int8_t> values(5);
    std::vector<std::int8_t> back(5);
    std::vector<std::uint8_t> few(2), many(4);
    CHECK_THROWS_WITH(pack_nibbles<int4>(values, few), "nibbles: 5 values take 3 bytes, not 2");
    CHECK_THROWS_WITH(pack_nibbles<int4>(values, many), "nibbles: 5 values take 3 bytes, not 4");
    CHECK_THROWS_WITH(unpack_nibbles<int4>(few, back), "nibbles: 5 values take 3 bytes, not 2");
}
