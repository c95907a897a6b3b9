// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/aligned_buffer.hpp>

using namespace quanta;

TEST_CASE("a buffer is aligned and zero, and moves", "[core]") {
    aligned_buffer first(100);
    REQUIRE(reinterpret_cast<std::uintptr_t>(first.data()) % buffer_alignment == 0);
    REQUIRE(first.size() == 100);
    for (std::size_t i = 0; i < 100; ++i) REQUIRE(first.data()[i] == std::byte{0});
    const std::byte* data = first.data();
    aligned_buffer second(std::move(first));
    CHECK(second.data() == data);
    aligned_buffer third;
    third = std::move(second);
    CHECK(third.data() == data);
    CHECK(aligned_buffer(0).data() == nullptr);
}
