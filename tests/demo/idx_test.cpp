// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <catch2/catch_all.hpp>

#include <demo/idx_bytes.hpp>
#include <fashion_mnist/idx.hpp>

namespace {

using Catch::Matchers::ContainsSubstring;
using demo::idx_bytes;

template <std::size_t Rank>
demo::idx_tensor<Rank> parsed(const std::vector<std::byte>& bytes) {
    demo::memory_source source(bytes);
    return demo::read_idx<Rank>(source);
}

} // namespace

TEST_CASE("idx: images are read with their extents", "[demo]") {
    const auto images = parsed<3>(idx_bytes({5, 3, 2}, 30));
    REQUIRE(images.extents == std::array<std::size_t, 3>{5, 3, 2});
    REQUIRE(images.values.size() == 30);
    REQUIRE(images.values[29] == 29);
}

TEST_CASE("idx: more values than are read at once arrive in order", "[demo]") {
    const auto values = parsed<1>(idx_bytes({200003}, 200003)).values;
    REQUIRE(values.size() == 200003);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] != i % 256) FAIL("value " << i);
}

TEST_CASE("idx: another magic number is named", "[demo]") {
    REQUIRE_THROWS_WITH(parsed<3>(idx_bytes({5}, 5)),
                        ContainsSubstring("magic number 2049 at offset 0") && ContainsSubstring("3 axes has 2051"));
}

TEST_CASE("idx: a file that ends anywhere is an error that names the offset", "[demo]") {
    const auto whole = idx_bytes({5, 3, 2}, 30);
    for (std::size_t size = 0; size < whole.size(); ++size)
        REQUIRE_THROWS_WITH(parsed<3>({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}),
                            ContainsSubstring("ends at offset " + std::to_string(size)));
}

TEST_CASE("idx: a file that goes on is an error that names the offset", "[demo]") {
    REQUIRE_THROWS_WITH(parsed<1>(idx_bytes({5}, 6)), ContainsSubstring("goes on at offset 13"));
}

TEST_CASE("idx: an extent of zero is an error", "[demo]") {
    REQUIRE_THROWS_WITH(parsed<3>(idx_bytes({5, 0, 2}, 0)), ContainsSubstring("extent of 0 at offset 8"));
}

TEST_CASE("idx: a header that lies allocates no more than there is", "[demo]") {
    constexpr std::uint32_t largest = 0xffffffff;
    REQUIRE_THROWS_WITH(parsed<3>(idx_bytes({largest, largest, largest}, 9)),
                        ContainsSubstring("extent 4294967295 at offset 8, which makes more values than any file"));
    // 2^62 values cannot be allocated: this passes only because nothing of the kind is tried.
    REQUIRE_THROWS_WITH(parsed<2>(idx_bytes({0x80000000, 0x80000000}, 9)), ContainsSubstring("ends at offset 21"));
}

TEST_CASE("idx: whatever bytes change, the file is read or refused", "[demo]") {
    const auto whole = idx_bytes({5, 3, 2}, 30);
    const std::uint64_t seed = 20260;
    CAPTURE(seed);
    std::mt19937_64 bits(seed);
    for (int trial = 0; trial < 20000; ++trial) {
        auto bytes = whole;
        for (std::uint64_t changes = 1 + bits() % 4; changes > 0; --changes)
            bytes[bits() % 2 == 0 ? bits() % 16 : bits() % bytes.size()] = static_cast<std::byte>(bits() & 0xff);
        bytes.resize(bytes.size() - bits() % 3);
        try {
            const auto images = parsed<3>(bytes);
            REQUIRE(images.values.size() == images.extents[0] * images.extents[1] * images.extents[2]);
        } catch (const quanta::error& refused) {
            REQUIRE_THAT(refused.what(), ContainsSubstring("offset"));
        }
    }
}
