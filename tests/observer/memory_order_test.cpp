// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <numeric>

#include <catch2/catch_all.hpp>

#include <quanta/observer/memory_order.hpp>

TEST_CASE("contiguous memory is one row, however its axes are turned", "[observer]") {
    const std::vector<float> memory(24);
    std::array<std::size_t, 3> axes{0, 1, 2};
    const std::array<std::size_t, 3> extents{2, 3, 4};
    const std::array<std::ptrdiff_t, 3> strides{12, 4, 1};
    do {
        for (unsigned flipped = 0; flipped < 8; ++flipped) {
            std::array<std::size_t, 3> turned_extents;
            std::array<std::ptrdiff_t, 3> turned_strides;
            const float* first = memory.data();
            for (std::size_t i = 0; i < 3; ++i) {
                turned_extents[i] = extents[axes[i]];
                turned_strides[i] = strides[axes[i]];
                if ((flipped >> i & 1) == 0) continue;
                first += turned_strides[i] * static_cast<std::ptrdiff_t>(turned_extents[i] - 1);
                turned_strides[i] = -turned_strides[i];
            }
            const auto ordered =
                quanta::in_memory_order(quanta::tensor_view<const float, 3>(first, turned_extents, turned_strides));
            REQUIRE(ordered.extents() == std::array<std::size_t, 3>{1, 1, 24});
            REQUIRE(ordered.stride(2) == 1);
            REQUIRE(ordered.data() == memory.data());
        }
    } while (std::next_permutation(axes.begin(), axes.end()));
}

TEST_CASE("gaps stay between rows", "[observer]") {
    const std::vector<float> memory(100);
    const auto ordered =
        quanta::in_memory_order(quanta::tensor_view<const float, 3>(memory.data(), {3, 2, 5}, {1, 50, 7}));
    CHECK(ordered.extents() == std::array<std::size_t, 3>{2, 5, 3});
    CHECK(ordered.strides() == std::array<std::ptrdiff_t, 3>{50, 7, 1});
}

TEST_CASE("axes of one element and repeated elements", "[observer]") {
    const std::vector<float> memory(10);
    const auto channel =
        quanta::in_memory_order(quanta::tensor_view<const float, 3>(memory.data(), {5, 1, 2}, {2, 999, 1}));
    CHECK(channel.extents() == std::array<std::size_t, 3>{1, 1, 10});
    const auto repeated = quanta::in_memory_order(quanta::tensor_view<const float, 2>(memory.data(), {4, 10}, {0, 1}));
    CHECK(repeated.extents() == std::array<std::size_t, 2>{10, 4});
    CHECK(repeated.strides() == std::array<std::ptrdiff_t, 2>{1, 0});
}
