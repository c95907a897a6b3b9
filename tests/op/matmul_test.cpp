// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>

#include <quanta/quanta.hpp>
#include <support/counting_new.hpp>
#include <support/failure.hpp>
#include <support/integer_data.hpp>

using namespace quanta;

namespace {

template <class L, class R>
struct formats {
    using lhs = L;
    using rhs = R;
};

const isa::id best = isa::select();

template <class Format>
struct matrices {
    std::vector<typename Format::storage_type> values;
    std::vector<float> scales;
    std::vector<std::int32_t> zero_points;

    matrices(std::size_t count, std::size_t slices, support::pattern which, std::uint32_t seed)
        : values(support::integers<Format>(count, which, seed)) {
        for (std::size_t j = 0; j < slices; ++j) {
            scales.push_back(0.01F * static_cast<float>(j % 5 + 1));
            zero_points.push_back(Format::lowest + static_cast<int>(j * 29 + 40) % (Format::highest - Format::lowest));
        }
    }
    template <std::size_t Rank>
    [[nodiscard]] op::operand<Format, Rank> as(const std::size_t (&extents)[Rank]) const {
        return {view(values.data(), extents), scales, zero_points};
    }
};

/// (M, K) * (K, N) in 64 bits, zero points taken off.
template <class L, class R>
std::int64_t accumulator(const op::operand<L, 2>& a, const op::operand<R, 2>& b, std::size_t i, std::size_t j) {
    std::int64_t sum = 0;
    const std::int32_t zero_point = b.zero_points[b.zero_points.size() == 1 ? 0 : j];
    for (std::size_t k = 0; k < a.values.extent(1); ++k)
        sum += (std::int64_t{a.values(i, k)} - a.zero_points[0]) * (std::int64_t{b.values(k, j)} - zero_point);
    return sum;
}

struct memory {
    explicit memory(std::size_t bytes) : buffer(bytes) {}
    [[nodiscard]] std::span<std::byte> span() { return {buffer.data(), buffer.size()}; }
    aligned_buffer buffer;
};

} // namespace

TEMPLATE_TEST_CASE("a product of activations equals its formula", "[op][isa]", (formats<uint8, int8>),
                   (formats<int8, int8>), (formats<uint8, uint8>), (formats<int8, uint8>)) {
    using lhs = typename TestType::lhs;
    using rhs = typename TestType::rhs;
    for (const isa::id id : isa::available())
        for (const auto& [m, n, k] : {std::array<std::size_t, 3>{0, 3, 2}, {1, 1, 1}, {7, 33, 19}, {20, 70, 64}})
            for (const auto which : support::patterns)
                for (const bool per_column : {false, true})
                    for (const bool flipped : {false, true}) {
                        isa::limit_to(id);
                        const matrices<lhs> left(m * k, 1, which, 1);
                        const matrices<rhs> right(k * n, per_column ? n : 1, which, 2);
                        const auto a = flipped ? transposed(left.template as<2>({k, m})) : left.template as<2>({m, k});
                        auto b = flipped ? right.template as<2>({n, k}) : right.template as<2>({k, n});
                        if (flipped) {
                            b.scale_axis = 0;
                            b = transposed(b);
                        }
                        memory workspace(op::matmul_workspace_bytes(a, b, 2));
                        thread_pool pool(2);
                        std::vector<std::int32_t> sums(m * n);
                        std::vector<float> reals(m * n);
                        std::vector<std::uint8_t> integers(m * n);
                        const affine_params params{3.0F, 120};
                        op::matmul(a, b, view(sums.data(), {m, n}), workspace.span(), pool);
                        op::matmul(a, b, view(reals.data(), {m, n}), workspace.span(), pool);
                        op::matmul(a, b, op::quantized_output<uint8, 2>{view(integers.data(), {m, n}), params},
                                   workspace.span(), pool);
                        std::size_t differences = 0;
                        for (std::size_t i = 0; i < m; ++i)
                            for (std::size_t j = 0; j < n; ++j) {
                                const auto sum = static_cast<std::int32_t>(accumulator(a, b, i, j));
                                const float scale = b.scales[per_column ? j : 0];
                                differences += sums[i * n + j] != sum;
                                differences += reals[i * n + j] != static_cast<float>(sum) *
                                                                       static_cast<float>(double{a.scales[0]} * scale);
                                const float multiplier = profile::quanta::multiplier(a.scales[0], scale, params.scale);
                                differences +=
                                    integers[i * n + j] != profile::quanta::requantize(sum, multiplier, 120, 0, 255);
                            }
                        CAPTURE(isa::name(id), m, n, k, static_cast<int>(which), per_column, flipped);
                        REQUIRE(differences == 0);
                    }
    isa::limit_to(best);
}

TEST_CASE("batches multiply matrix by matrix, and a batch of one serves all", "[op]") {
    const std::size_t batch = 5, m = 6, n = 17, k = 23;
    const matrices<uint8> left(batch * m * k, 1, support::pattern::uniform, 1);
    const matrices<int8> right(batch * k * n, 1, support::pattern::uniform, 2);
    const auto a = left.as<3>({batch, m, k});
    for (const std::size_t right_batch : {batch, std::size_t{1}}) {
        const auto b = right.as<3>({right_batch, k, n});
        std::vector<std::int32_t> out(batch * m * n);
        thread_pool pool(3);
        memory workspace(op::matmul_workspace_bytes(a, b, 3));
        op::matmul(a, b, view(out.data(), {batch, m, n}), workspace.span(), pool);
        for (std::size_t index = 0; index < batch; ++index) {
            const op::operand<uint8, 2> one_a{op::matrix_of(a.values, index), a.scales, a.zero_points};
            const op::operand<int8, 2> one_b{op::matrix_of(b.values, index), b.scales, b.zero_points};
            for (std::size_t i = 0; i < m; ++i)
                for (std::size_t j = 0; j < n; ++j)
                    REQUIRE(out[(index * m + i) * n + j] == accumulator(one_a, one_b, i, j));
        }
    }
}

TEST_CASE("float products match double ones, batched and transposed", "[op][isa]") {
    const std::size_t batch = 3, m = 13, n = 21, k = 34;
    const auto x = support::floats(batch * m * k, 1.0F, 1), w = support::floats(batch * k * n, 1.0F, 2);
    for (const isa::id id : isa::available()) {
        isa::limit_to(id);
        std::vector<float> out(batch * m * n);
        const tensor_view<const float, 3> a(x.data(), {batch, m, k});
        const tensor_view<const float, 3> b(w.data(), {batch, k, n},
                                            {static_cast<std::ptrdiff_t>(k * n), 1, static_cast<std::ptrdiff_t>(k)});
        thread_pool pool(2);
        memory workspace(op::matmul_workspace_bytes(a, b, 2));
        op::matmul(a, b, view(out.data(), {batch, m, n}), workspace.span(), pool);
        for (std::size_t index = 0; index < batch; ++index)
            for (std::size_t i = 0; i < m; ++i)
                for (std::size_t j = 0; j < n; ++j) {
                    double want = 0, magnitude = 0;
                    for (std::size_t l = 0; l < k; ++l) {
                        want += double{a(index, i, l)} * b(index, l, j);
                        magnitude += std::abs(double{a(index, i, l)} * b(index, l, j));
                    }
                    CAPTURE(isa::name(id), index, i, j);
                    REQUIRE(std::abs(out[(index * m + i) * n + j] - want) <=
                            magnitude * 6e-8 * static_cast<double>(k + 1));
                }
    }
    isa::limit_to(best);
}

TEST_CASE("a product with working memory from the caller allocates nothing", "[op]") {
    const matrices<uint8> left(9 * 30, 1, support::pattern::uniform, 1);
    const matrices<uint8> right(30 * 40, 40, support::pattern::uniform, 2);
    const auto a = left.as<2>({9, 30});
    const auto b = right.as<2>({30, 40});
    thread_pool pool(2);
    memory workspace(op::matmul_workspace_bytes(a, b, 2));
    std::vector<float> out(9 * 40);
    const std::size_t before = support::allocations();
    op::matmul(a, b, view(out.data(), {9, 40}), workspace.span(), pool);
    CHECK(support::allocations() == before);
}

TEST_CASE("a product refuses what does not fit, by name", "[op][errors]") {
    const matrices<uint8> left(100, 1, support::pattern::uniform, 1);
    const matrices<int8> right(100, 1, support::pattern::uniform, 2), columns(100, 7, support::pattern::uniform, 2);
    std::vector<float> out(100);
    REQUIRE_ERROR(op::matmul(left.as<2>({4, 5}), right.as<2>({6, 7}), view(out.data(), {4, 7})),
                  "the rows of the right side is 6, expected is 5");
    REQUIRE_ERROR(op::matmul(left.as<2>({4, 5}), right.as<2>({5, 7}), view(out.data(), {3, 7})),
                  "the output's rows is 3");
    REQUIRE_ERROR(op::matmul(left.as<2>({4, 5}), columns.as<2>({5, 8}), view(out.data(), {4, 8})),
                  "the right side has 7 scales and 7 zero points, expected are 8");
    REQUIRE_ERROR(op::matmul(left.as<3>({2, 4, 5}), right.as<3>({3, 5, 6}), view(out.data(), {2, 4, 6})),
                  "batches of 2 and 3");
    const std::vector<float> square(64, 0.5F);
    const auto by_rows = quantize_tensor<scheme<int8, symmetric, per_channel<0>>>(view(square.data(), {8, 8}));
    const auto whole = quantize_tensor<scheme<uint8, asymmetric, per_tensor>>(view(square.data(), {8, 8}));
    REQUIRE_ERROR(op::matmul(op::operand(whole), op::operand(by_rows), view(out.data(), {8, 8})),
                  "is it to be transposed?");
    REQUIRE_NOTHROW(op::matmul(op::operand(whole), transposed(op::operand(by_rows)), view(out.data(), {8, 8})));
    std::vector<std::uint8_t> bytes(100);
    const auto into = [&](affine_params params) {
        op::matmul(left.as<2>({4, 5}), right.as<2>({5, 7}),
                   op::quantized_output<uint8, 2>{view(bytes.data(), {4, 7}), params});
    };
    REQUIRE_ERROR(into({0.0F, 0}), "scale 0");
    REQUIRE_ERROR(into({1.0F, 300}), "zero point 300");
    auto bad = right;
    bad.scales[0] = std::nanf("");
    REQUIRE_ERROR(op::matmul(left.as<2>({4, 5}), bad.as<2>({5, 7}), view(out.data(), {4, 7})),
                  "scale nan of the right side");
    bad.scales[0] = 1.0F;
    bad.zero_points[0] = 300;
    REQUIRE_ERROR(op::matmul(left.as<2>({4, 5}), bad.as<2>({5, 7}), view(out.data(), {4, 7})),
                  "zero point 300 of the right side");
    const tensor_view<float, 3> stacked(out.data(), {2, 3, 5}, {0, 5, 1});
    REQUIRE_ERROR(op::matmul(left.as<3>({2, 3, 4}), right.as<3>({2, 4, 5}), stacked), "the output overlaps itself");
    const tensor_view<const float, 3> x(out.data(), {2, 2, 2}), y(square.data(), {2, 2, 2});
    REQUIRE_ERROR(op::matmul(x, y, tensor_view<float, 3>(out.data() + 4, {2, 2, 2})), "overlaps the left side");
    const std::vector<std::int8_t> deep(70000, -128);
    const std::vector<std::uint8_t> wide(70000, 255);
    const float one = 1.0F;
    const std::int32_t zero = 0;
    const op::operand<uint8, 2> a(view(wide.data(), {1, 70000}), {&one, 1}, {&zero, 1});
    const op::operand<int8, 2> b(view(deep.data(), {70000, 1}), {&one, 1}, {&zero, 1});
    REQUIRE_ERROR(op::matmul(a, b, view(out.data(), {1, 1})), "depth 70000");
}
