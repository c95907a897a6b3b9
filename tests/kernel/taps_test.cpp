// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/kernel/gemm_loop.hpp>
#include <support/integer_data.hpp>

using namespace quanta;

namespace {

/// A kernel gives the same tile whether its rows come as one part or as three.
template <class Kernel, std::size_t depth>
void check_taps(std::size_t rows, std::size_t vectors) {
    using element = typename Kernel::lhs_element;
    using accumulator = typename Kernel::accumulator;
    constexpr std::size_t taps = 3, whole = taps * depth;
    constexpr tile_format format = Kernel::format;
    const std::size_t width = vectors * format.step;
    std::vector<element> lhs(rows * whole);
    for (std::size_t i = 0; i < lhs.size(); ++i) lhs[i] = static_cast<element>(i * 37 % 251);
    std::vector<std::byte> panel(width * (format.start + whole * format.element));
    const auto values = support::integers<int8>(panel.size(), support::pattern::uniform, 3);
    if constexpr (std::is_same_v<accumulator, std::int64_t>) {
        for (element& value : lhs) value = static_cast<element>(-32768 + value);
        auto* cells = reinterpret_cast<std::int16_t*>(panel.data() + format.start * width);
        for (std::size_t i = 0; i < width * whole; ++i) cells[i] = i % 5 == 0 ? values[i] : std::int16_t{-128};
    } else if constexpr (std::is_same_v<accumulator, float>)
        for (std::size_t i = 0; i < panel.size() / 4; ++i)
            reinterpret_cast<float*>(panel.data())[i] = static_cast<float>(values[i]);
    else
        for (std::size_t i = 0; i < panel.size(); ++i) panel[i] = static_cast<std::byte>(values[i]);
    std::vector<const element*> one(rows), three(taps * rows);
    for (std::size_t i = 0; i < rows; ++i) {
        one[i] = lhs.data() + i * whole;
        for (std::size_t t = 0; t < taps; ++t) three[t * rows + i] = one[i] + t * depth;
    }
    std::array<accumulator, format.rows * format.columns> expected{}, got{};
    kernel::detail::run_tile<Kernel>(rows, vectors, one.data(), 1, whole, panel.data(), expected.data());
    kernel::detail::run_tile<Kernel>(rows, vectors, three.data(), taps, depth, panel.data(), got.data());
    CAPTURE(rows, vectors);
    REQUIRE(got == expected);
}

template <class Kernel, std::size_t depth = 8>
void check_all_tiles() {
    for (std::size_t rows = 1; rows <= Kernel::format.rows; ++rows)
        for (std::size_t vectors = 1; vectors <= Kernel::format.columns / Kernel::format.step; ++vectors)
            check_taps<Kernel, depth>(rows, vectors);
}

} // namespace

TEST_CASE("rows in several parts are rows, in every kernel and tile", "[kernel][isa]") {
    for (const isa::id id : isa::available())
        isa::visit(id, [&](auto tag) {
            using on = decltype(tag);
            CAPTURE(isa::name(id));
            check_all_tiles<typename kernel::gemm_kernel<on, uint8, int8>::type>();
            check_all_tiles<typename kernel::gemm_kernel<on, int8, int8>::type>();
            check_all_tiles<typename kernel::gemm_kernel<on, int16, int8>::type>();
            check_all_tiles<typename kernel::gemm_kernel<on, int16, int8>::type, 400>(); // 32 bits end within a part
            check_all_tiles<typename kernel::gemm_kernel<on, float, float>::type>();
        });
}
