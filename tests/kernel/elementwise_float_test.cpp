// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/isa/select.hpp>
#include <quanta/kernel/elementwise_float.hpp>
#include <support/guarded_row.hpp>

using namespace quanta;

namespace {

constexpr std::size_t longest = 100;
constexpr float infinity = std::numeric_limits<float>::infinity();

std::vector<float> reals(std::size_t count, std::mt19937& generator) {
    const float special[] = {0.0F, -0.0F, 1e-42F, infinity, -infinity, std::nanf(""), 3e38F, -3e38F, 6.0F};
    std::normal_distribution<float> normal(0.0F, 4.0F);
    std::vector<float> values(count);
    for (float& value : values)
        value = generator() % 4 == 0 ? special[generator() % std::size(special)] : normal(generator);
    return values;
}

/// The bits, all NaN being one: which NaN comes out of arithmetic is nobody's promise.
std::vector<std::uint32_t> bits(const float* values, std::size_t count) {
    std::vector<std::uint32_t> words;
    for (std::size_t i = 0; i < count; ++i)
        words.push_back(std::isnan(values[i]) ? ~0U : std::bit_cast<std::uint32_t>(values[i]));
    return words;
}

template <class Run>
void require_same_row(support::guard side, std::size_t count, const Run& run) {
    static const support::guarded_row<float> place(longest);
    float* out = place.place(side, count);
    run(kernel::elementwise_float_reference{}, out);
    const auto expected = bits(out, count);
    for (const isa::id id : isa::available())
        isa::visit(id, [&](auto tag) {
            std::fill_n(out, count, 77.0F);
            run(kernel::elementwise_float<decltype(tag)>{}, out);
            CAPTURE(isa::name(id), count, side);
            REQUIRE(bits(out, count) == expected);
        });
}

} // namespace

TEST_CASE("rows of floats are the same bits, NaN and infinities too", "[kernel][isa]") {
    std::mt19937 generator(5);
    const support::guarded_row<float> a(longest), b(longest), c(longest), d(longest);
    for (std::size_t count = 0; count <= longest; ++count)
        for (const support::guard side : {support::guard::after, support::guard::before})
            for (const auto& [lowest, highest] :
                 {std::pair{-infinity, infinity}, std::pair{0.0F, infinity}, std::pair{-0.5F, 6.0F}}) {
                const float* lhs = a.place(side, reals(count, generator));
                const float* rhs = b.place(side, reals(count, generator));
                require_same_row(side, count, [&, low = lowest, high = highest]<class K>(K, float* out) {
                    K::add(lhs, rhs, count, low, high, out);
                });
                require_same_row(side, count, [&, low = lowest, high = highest]<class K>(K, float* out) {
                    K::mul(lhs, rhs, count, low, high, out);
                });
                require_same_row(side, count, [&, low = lowest, high = highest]<class K>(K, float* out) {
                    std::copy_n(lhs, count, out);
                    K::clamp(out, count, low, high, out); // in place
                });
                const kernel::corners<float, float> from{
                    {lhs, rhs, c.place(side, reals(count, generator)), d.place(side, reals(count, generator))},
                    {0.1F, 0.3F, 0.0F, 0.6F}};
                require_same_row(side, count, [&]<class K>(K, float* out) { K::interpolate(from, count, out); });
            }
}

TEST_CASE("NaN passes a clamp of floats", "[kernel][isa]") {
    const std::vector<float> in(9, std::nanf(""));
    for (const isa::id id : isa::available())
        isa::visit(id, [&](auto tag) {
            std::vector<float> out(9);
            kernel::elementwise_float<decltype(tag)>::clamp(in.data(), 9, 0.0F, 6.0F, out.data());
            CAPTURE(isa::name(id));
            CHECK(std::all_of(out.begin(), out.end(), [](float x) { return std::isnan(x); }));
        });
}
