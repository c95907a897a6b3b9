// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/isa/select.hpp>
#include <quanta/quantizer/fake_quantize_row.hpp>
#include <quanta/quantizer/quantize_row.hpp>
#include <support/guarded_buffer.hpp>
#include <support/row_operands.hpp>

using namespace quanta;
using support::guard;
using support::guarded_buffer;

namespace {

template <class T>
bool same_bits(std::span<const T> a, std::span<const T> b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
}

/// Whether `Kernel` gives the reference's bits, between pages that fault.
template <template <class> class Kernel, class Tag, class From, class To, class Params>
bool agrees(const std::vector<From>& in, const Params& params) {
    std::vector<To> expected(in.size());
    Kernel<isa::reference>::run(in.data(), in.size(), params, expected.data());
    bool agreed = true;
    for (const guard side : {guard::after, guard::before}) {
        const guarded_buffer<From> from(in, side);
        const guarded_buffer<To> to(in.size(), side);
        Kernel<Tag>::run(from.data(), in.size(), params, to.data());
        agreed = agreed && same_bits<To>(to.span(), expected);
    }
    return agreed;
}

/// The same where each value has parameters of its own, which lie between such pages as well.
template <template <class> class Kernel, class Tag, class From, class To>
bool agrees_varied(const std::vector<From>& in, const row_params& shared, std::mt19937& generator) {
    const auto varied = support::vary(shared, in.size(), generator);
    bool agreed = true;
    for (const guard side : {guard::after, guard::before}) {
        const guarded_buffer<float> scales(varied.scales, side);
        const guarded_buffer<std::int32_t> zero_points(varied.zero_points, side);
        const column_params params{scales.data(), zero_points.data(), shared.lowest, shared.highest};
        agreed = agreed && agrees<Kernel, Tag, From, To>(in, params);
    }
    return agreed;
}

template <class Tag, class T>
void compare_with_reference(std::uint32_t seed) {
    std::mt19937 generator(seed);
    for (const row_params& params : support::row_parameters<T>())
        for (const std::size_t count : support::row_lengths()) {
            CAPTURE(isa::name(Tag::value), params.scale, params.zero_point, count, seed);
            const auto in = support::hard_reals(count, params.scale, generator);
            REQUIRE(agrees<quantize_row, Tag, float, T>(in, params));
            REQUIRE(agrees_varied<quantize_row, Tag, float, T>(in, params, generator));
            REQUIRE(agrees<fake_quantize_row, Tag, float, float>(in, params));
            REQUIRE(agrees_varied<fake_quantize_row, Tag, float, float>(in, params, generator));
        }
}

} // namespace

TEMPLATE_TEST_CASE("quantize_row gives the reference's bits on every instruction set", "[quantizer]", std::uint8_t,
                   std::int8_t, std::int16_t) {
    const std::uint32_t seed = std::random_device{}();
    for (const isa::id id : isa::available())
        isa::visit(id, [seed]<class Tag>(Tag) { compare_with_reference<Tag, TestType>(seed); });
}

TEST_CASE("fake_quantize_row works in place", "[quantizer]") {
    std::mt19937 generator(7);
    const row_params params{0.25F, 3, -128, 127};
    const auto in = support::hard_reals(211, params.scale, generator);
    std::vector<float> expected(in.size());
    fake_quantize_row<isa::reference>::run(in.data(), in.size(), params, expected.data());
    for (const isa::id id : isa::available()) {
        CAPTURE(isa::name(id));
        auto values = in;
        isa::visit(id, [&]<class Tag>(Tag) {
            fake_quantize_row<Tag>::run(values.data(), values.size(), params, values.data());
        });
        CHECK(same_bits<float>(values, expected));
    }
}

TEST_CASE("row kernels of instruction sets that this processor lacks are not run", "[quantizer]") {
    if (isa::available().size() < isa::all_ids.size()) SKIP("tested here: " << isa::detail::available_names());
}
