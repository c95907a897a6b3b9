// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/kernel/gemm_loop.hpp>
#include <quanta/kernel/lhs_matrix.hpp>
#include <quanta/storage/pack_rhs.hpp>
#include <support/guarded_buffer.hpp>
#include <support/integer_data.hpp>

using namespace quanta;

namespace {

struct shape {
    std::size_t m, n, k;
};

// Around every tile side (1, 2, 4, 6 rows; 8, 16, 32, 64 columns; depths of 1, 2 and 4), zero, one, and primes.
const std::vector<shape> shapes{{0, 5, 3},   {1, 1, 1},    {1, 64, 4},   {5, 15, 3},   {6, 16, 2},   {7, 17, 5},
                                {2, 8, 0},   {13, 63, 31}, {12, 65, 8},  {11, 127, 7}, {49, 129, 6}, {3, 200, 257},
                                {1, 47, 96}, {6, 7, 1},    {25, 48, 33}, {31, 9, 64}};

/// Copies tiles to a matrix (M, N): an epilogue that does nothing but say for which instruction set it was called.
template <class T>
struct copy_tiles {
    T* data;
    std::size_t columns;
    isa::id* ran;

    template <class Tag>
    void consume(const epilogue::tile<T>& tile) const {
        *ran = Tag::value;
        for (std::size_t i = 0; i < tile.rows; ++i)
            for (std::size_t j = 0; j < tile.columns; ++j)
                data[(tile.first_row + i) * columns + tile.first_column + j] = tile.values[i * tile.stride + j];
    }
};

/// Runs the whole product on one instruction set, in the parts that an executor with three workers would get.
template <class Lhs, class Rhs, class Element, class T>
std::vector<T> run_product(isa::id id, const Element* lhs, const packed_matrix<Lhs, Rhs>& rhs, std::size_t rows) {
    std::vector<T> out(rows * rhs.columns(), T{77});
    isa::id ran = id;
    aligned_buffer workspace(kernel::block_workspace_bytes(rhs.layout(), rows));
    const kernel::partition parts = kernel::share_out(rhs.layout(), rows, 3);
    for (std::size_t task = 0; task < parts.tasks(); ++task)
        isa::visit(id, [&](auto tag) {
            kernel::gemm_loop<decltype(tag)>(
                kernel::lhs_matrix<Element>{lhs, static_cast<std::ptrdiff_t>(rhs.depth()), rhs.depth()}, rhs,
                parts.block(task, rhs.format().rows), copy_tiles<T>{out.data(), rhs.columns(), &ran}, workspace.data());
        });
    REQUIRE(ran == id);
    return out;
}

template <class L, class R>
struct formats {
    using lhs = L;
    using rhs = R;
};

/// bias + sum (a - za) * (b - zb), in 64 bits: too plain to be wrong. The kernel's part lacks the row sums' term.
template <class Lhs, class Rhs>
std::int64_t product(const std::vector<typename Lhs::storage_type>& a, const std::vector<typename Rhs::storage_type>& b,
                     const shape& s, std::size_t i, std::size_t j, int za, int zb) {
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < s.k; ++k) sum += (a[i * s.k + k] - za) * std::int64_t{b[k * s.n + j] - zb};
    return sum;
}

} // namespace

// With the disassembly of the leaves (tests/architecture), this is what a forced instruction set runs.
static_assert(std::same_as<kernel::gemm_kernel<isa::reference, uint8, int8>::type, kernel::gemm_int8_reference<false>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::portable, int8, int8>::type, kernel::gemm_int8_portable<true>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx2, uint8, int8>::type, kernel::gemm_int8_avx2>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx2, uint7, int8>::type, kernel::gemm_uint8_int8_avx2<1>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx2, uint8, int7>::type, kernel::gemm_uint8_int8_avx2<1>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx2, uint7, int7>::type, kernel::gemm_uint8_int8_avx2<2>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx2, uint8, int4>::type, kernel::gemm_uint8_int8_avx2<4>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx512bw, uint4, int8>::type, kernel::gemm_uint8_int8_avx512bw<4>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx2, uint8, uint8>::type, kernel::gemm_int8_avx2>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx2, int4, int4>::type, kernel::gemm_int8_avx2>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avxvnni, uint7, int4>::type, kernel::gemm_int8_avxvnni<false>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avxvnni, uint8, int8>::type, kernel::gemm_int8_avxvnni<false>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx512bw, uint8, int8>::type, kernel::gemm_int8_avx512bw>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx512vnni, int8, int8>::type, kernel::gemm_int8_avx512vnni<true>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::reference, int16, int8>::type, kernel::gemm_int16_reference>);
static_assert(std::same_as<kernel::gemm_kernel<isa::portable, int16, int8>::type, kernel::gemm_int16_portable>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx2, int16, int4>::type, kernel::gemm_int16_avx2>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avxvnni, int16, int8>::type, kernel::gemm_int16_avx2>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx512vnni, int16, int8>::type, kernel::gemm_int16_avx512bw>);
static_assert(std::same_as<kernel::gemm_kernel<isa::avx512vnni, float, float>::type, kernel::gemm_float_avx512bw>);
static_assert(
    std::same_as<kernel::gemm_kernel<isa::neon_dotprod, uint8, int8>::type, kernel::gemm_int8_neon_dotprod<false>>);
static_assert(
    std::same_as<kernel::gemm_kernel<isa::neon_dotprod, int8, uint8>::type, kernel::gemm_int8_neon_dotprod<true>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::neon_dotprod, int16, int8>::type, kernel::gemm_int16_portable>);
static_assert(std::same_as<kernel::gemm_kernel<isa::neon_i8mm, uint4, int4>::type, kernel::gemm_int8_neon_i8mm<false>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::neon_i8mm, int8, int8>::type, kernel::gemm_int8_neon_i8mm<true>>);
static_assert(std::same_as<kernel::gemm_kernel<isa::neon_i8mm, float, float>::type, kernel::gemm_float_portable>);

TEMPLATE_TEST_CASE("integer products equal the definition on every instruction set", "[kernel][isa]",
                   (formats<uint8, int8>), (formats<int8, int8>), (formats<uint8, uint8>), (formats<int8, uint8>),
                   (formats<uint7, int4>), (formats<uint7, int8>), (formats<uint8, int7>), (formats<uint7, int7>),
                   (formats<uint8, int4>), (formats<uint4, uint8>), (formats<uint4, ternary>)) {
    using lhs = typename TestType::lhs;
    using rhs = typename TestType::rhs;
    const std::uint32_t seed = 20261123;
    CAPTURE(seed);
    for (const isa::id id : isa::available())
        for (const shape& s : shapes)
            for (const auto a_pattern : support::patterns)
                for (const auto b_pattern : support::patterns) {
                    const auto a = support::integers<lhs>(s.m * s.k, a_pattern, seed);
                    const auto b = support::integers<rhs>(s.k * s.n, b_pattern, seed + 1);
                    const int za = (lhs::lowest + lhs::highest) / 2 + 3, zb = rhs::is_signed ? 0 : 117;
                    std::vector<std::int32_t> bias(s.n);
                    for (std::size_t j = 0; j < s.n; ++j) bias[j] = static_cast<std::int32_t>(j * 1000) - 30000;

                    const std::int32_t zero_point = zb;
                    const packed_layout layout(kernel::format_for<lhs, rhs>(id), s.k, s.n);
                    aligned_buffer memory(layout.bytes());
                    pack_rhs_into<lhs, rhs>(tensor_view<const typename rhs::storage_type, 2>(b.data(), {s.k, s.n}),
                                            layout, {za, {&zero_point, 1}, bias}, memory.data());
                    const packed_matrix<lhs, rhs> packed(id, layout, std::move(memory));
                    const support::guarded_buffer<typename lhs::storage_type> guarded(a);
                    const auto out = run_product<lhs, rhs, typename lhs::storage_type, std::int32_t>(id, guarded.data(),
                                                                                                     packed, s.m);

                    std::size_t differences = 0;
                    for (std::size_t i = 0; i < s.m; ++i) {
                        std::int64_t row = -static_cast<std::int64_t>(s.k) * za;
                        for (std::size_t k = 0; k < s.k; ++k) row += a[i * s.k + k];
                        for (std::size_t j = 0; j < s.n; ++j) {
                            const std::int64_t stored_zero_point = zb - (rhs::is_signed ? 0 : 128);
                            const std::int64_t got = out[i * s.n + j] - row * (rhs::is_signed ? 0 : stored_zero_point);
                            const std::int64_t want = bias[j] + product<lhs, rhs>(a, b, s, i, j, za, zb);
                            differences += static_cast<std::uint32_t>(got) != static_cast<std::uint32_t>(want);
                        }
                    }
                    CAPTURE(isa::name(id), s.m, s.n, s.k, static_cast<int>(a_pattern), static_cast<int>(b_pattern));
                    REQUIRE(differences == 0);
                }
}

TEST_CASE("products of 16 and 8 bits are exact in 64 bits at any depth", "[kernel][isa]") {
    const std::uint32_t seed = 20261130;
    CAPTURE(seed);
    std::vector<shape> deep = shapes; // around every spill of 32-bit sums, at a depth of 510
    for (const std::size_t k : std::initializer_list<std::size_t>{509, 510, 511, 512, 1019, 1020, 1021, 3001})
        deep.push_back({7, 17, k});
    for (const isa::id id : isa::available())
        for (const shape& s : deep)
            for (const auto a_pattern : support::patterns)
                for (const auto b_pattern : support::patterns) {
                    const auto a = support::integers<int16>(s.m * s.k, a_pattern, seed);
                    const auto b = support::integers<int8>(s.k * s.n, b_pattern, seed + 1);
                    std::vector<std::int64_t> bias(s.n);
                    for (std::size_t j = 0; j < s.n; ++j) bias[j] = (static_cast<std::int64_t>(j) - 7) << 38;
                    const packed_layout layout(kernel::format_for<int16, int8>(id), s.k, s.n);
                    aligned_buffer memory(layout.bytes());
                    pack_rhs_into<int16, int8>(tensor_view<const std::int8_t, 2>(b.data(), {s.k, s.n}), layout,
                                               {0, {}, bias}, memory.data());
                    const packed_matrix<int16, int8> packed(id, layout, std::move(memory));
                    const support::guarded_buffer<std::int16_t> guarded(a);
                    const auto out =
                        run_product<int16, int8, std::int16_t, std::int64_t>(id, guarded.data(), packed, s.m);
                    std::size_t differences = 0;
                    for (std::size_t i = 0; i < s.m; ++i)
                        for (std::size_t j = 0; j < s.n; ++j)
                            differences += out[i * s.n + j] != bias[j] + product<int16, int8>(a, b, s, i, j, 0, 0);
                    CAPTURE(isa::name(id), s.m, s.n, s.k, static_cast<int>(a_pattern), static_cast<int>(b_pattern));
                    REQUIRE(differences == 0);
                }
}

TEST_CASE("float products equal a chain of fused multiply-adds", "[kernel][isa]") {
    for (const isa::id id : isa::available())
        for (const shape& s : shapes) {
            const auto a = support::floats(s.m * s.k, 1.0F, 7), b = support::floats(s.k * s.n, 1.0F, 8);
            const auto bias = support::floats(s.n, 1.0F, 9);
            const packed_layout layout(kernel::format_for<float, float>(id), s.k, s.n);
            aligned_buffer memory(layout.bytes());
            pack_rhs_into(tensor_view<const float, 2>(b.data(), {s.k, s.n}), layout, bias, memory.data());
            const packed_matrix<float, float> packed(id, layout, std::move(memory));
            const support::guarded_buffer<float> guarded(a);
            const auto out = run_product<float, float, float, float>(id, guarded.data(), packed, s.m);
            for (std::size_t i = 0; i < s.m; ++i)
                for (std::size_t j = 0; j < s.n; ++j) {
                    float want = bias[j];
                    double magnitude = std::abs(want);
                    for (std::size_t k = 0; k < s.k; ++k) {
                        want = std::fma(a[i * s.k + k], b[k * s.n + j], want);
                        magnitude += std::abs(double{a[i * s.k + k]} * b[k * s.n + j]);
                    }
                    CAPTURE(isa::name(id), s.m, s.n, s.k, i, j);
                    if (id ==
                        isa::id::portable) // may round each product: one half unit for each of the K steps and sums
                        REQUIRE(std::abs(out[i * s.n + j] - want) <= 1.2e-7 * magnitude * static_cast<double>(s.k + 1));
                    else
                        REQUIRE(out[i * s.n + j] == want);
                }
        }
}

TEST_CASE("every instruction set of the processor is tried, the others are named", "[kernel][isa]") {
    std::string missing;
    for (const isa::id id : isa::architecture_ids)
        if (!isa::supported(id)) missing.append(" ").append(isa::name(id));
    if (!missing.empty()) SKIP("not on this processor:" << missing);
}

TEST_CASE("rows are summed and widened alike on every instruction set", "[kernel][isa]") {
    for (const isa::id id : isa::available())
        for (const std::size_t depth : std::initializer_list<std::size_t>{0, 1, 15, 16, 17, 31, 32, 33, 100, 257})
            isa::visit(id, [&](auto tag) {
                const auto bytes = support::integers<int8>(depth, support::pattern::uniform, 5);
                const auto ubytes = support::integers<uint8>(depth, support::pattern::all_highest, 5);
                const support::guarded_buffer<std::int8_t> row(bytes);
                const support::guarded_buffer<std::uint8_t> urow(ubytes);
                CAPTURE(isa::name(id), depth);
                using on_tag = kernel::lhs_row<decltype(tag)>;
                CHECK(on_tag::sum(row.data(), depth) == kernel::lhs_row_reference::sum(bytes.data(), depth));
                CHECK(on_tag::sum(urow.data(), depth) == static_cast<std::int32_t>(255 * depth));
                std::vector<std::int16_t> wide(depth + depth % 2, 99), want(depth + depth % 2, 98);
                on_tag::widen(row.data(), depth, wide.data());
                kernel::lhs_row_reference::widen(bytes.data(), depth, want.data());
                CHECK(wide == want);
            });
}

TEST_CASE("a partition covers every row and panel once", "[kernel]") {
    for (const std::size_t rows : std::initializer_list<std::size_t>{0, 1, 5, 6, 7, 64, 1000})
        for (const std::size_t columns : std::initializer_list<std::size_t>{1, 64, 65, 1000})
            for (const std::size_t workers : std::initializer_list<std::size_t>{1, 2, 7}) {
                const packed_layout rhs(kernel::format_for<uint8, int8>(isa::id::reference), 512, columns);
                const kernel::partition parts = kernel::share_out(rhs, rows, workers);
                std::vector<int> seen(rows * rhs.panels());
                for (std::size_t task = 0; task < parts.tasks(); ++task) {
                    const kernel::gemm_block block = parts.block(task, 6);
                    for (std::size_t i = 0; i < block.rows; ++i)
                        for (std::size_t p = 0; p < block.panels; ++p)
                            ++seen[(block.first_row + i) * rhs.panels() + block.first_panel + p];
                }
                CAPTURE(rows, columns, workers);
                REQUIRE(std::count(seen.begin(), seen.end(), 1) == static_cast<std::ptrdiff_t>(seen.size()));
            }
}
