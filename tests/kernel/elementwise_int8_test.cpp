// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/isa/select.hpp>
#include <quanta/kernel/elementwise_int8.hpp>
#include <support/guarded_row.hpp>

using namespace quanta;

namespace {

constexpr std::size_t longest = 331;

/// Around every step of every kernel, and primes.
std::vector<std::size_t> lengths() {
    std::vector<std::size_t> all{100, 127, 255, 256, 257, 311, 320, longest};
    for (std::size_t length = 0; length <= 67; ++length) all.push_back(length);
    return all;
}

template <class T>
std::vector<T> bytes(std::size_t count, std::mt19937& generator) {
    std::vector<T> values(count);
    const auto kind = generator() % 8; // mostly random, sometimes all of one extreme
    for (T& value : values)
        value = kind == 0   ? std::numeric_limits<T>::min()
                : kind == 1 ? std::numeric_limits<T>::max()
                            : static_cast<T>(generator());
    return values;
}

std::vector<std::int32_t> sums(std::size_t count, std::mt19937& generator) {
    using limits = std::numeric_limits<std::int32_t>;
    std::vector<std::int32_t> values(count);
    for (std::int32_t& value : values) {
        const auto full = static_cast<std::int32_t>(generator());
        switch (generator() % 4) {
        case 0: value = full; break;
        case 1: value = full >> 22; break; // meets ties
        case 2: value = full >> 12; break;
        default: value = full % 2 == 0 ? limits::min() : limits::max(); break;
        }
    }
    return values;
}

float multiplier(std::mt19937& generator) {
    const float all[] = {0.0F, 0.5F, 1.0F, 1.5F, 0.0173F, 0x1p-7F, 1e-45F, 0x1p-20F, 3e38F, 0.37F};
    return all[generator() % std::size(all)];
}

template <class T>
std::int32_t value(std::mt19937& generator) {
    return static_cast<T>(generator());
}

template <class T>
kernel::requantization result(std::mt19937& generator) {
    const std::int32_t a = value<T>(generator), b = value<T>(generator);
    const bool whole = generator() % 2 == 0;
    return {multiplier(generator), value<T>(generator), whole ? std::numeric_limits<T>::min() : std::min(a, b),
            whole ? std::numeric_limits<T>::max() : std::max(a, b)};
}

/// What `run(kernel, place for the output)` leaves there equals what it leaves with the reference, on every instruction set;
/// the output ends, or begins, where a page begins that faults.
template <class Out, class Run>
void require_same_row(support::guard side, std::size_t count, const Run& run) {
    static const support::guarded_row<Out> place(longest);
    Out* out = place.place(side, count);
    run(kernel::elementwise_int8_reference{}, out);
    const std::vector<Out> expected(out, out + count);
    for (const isa::id id : isa::available())
        isa::visit(id, [&](auto tag) {
            std::fill_n(out, count, Out{77});
            run(kernel::elementwise_int8<decltype(tag)>{}, out);
            CAPTURE(isa::name(id), count, side);
            REQUIRE(std::vector<Out>(out, out + count) == expected);
        });
}

template <class Action>
void for_each_row(std::uint32_t seed, const Action& action) {
    std::mt19937 generator(seed);
    for (const std::size_t count : lengths())
        for (const support::guard side : {support::guard::after, support::guard::before})
            action(count, side, generator);
}

} // namespace

TEMPLATE_TEST_CASE("rows of bytes are added and multiplied to the same bits", "[kernel][isa]", std::uint8_t,
                   std::int8_t) {
    const support::guarded_row<TestType> lefts(longest), rights(longest);
    for_each_row(1, [&](std::size_t count, support::guard side, std::mt19937& generator) {
        const TestType* lhs = lefts.place(side, bytes<TestType>(count, generator));
        const TestType* rhs = rights.place(side, bytes<TestType>(count, generator));
        const kernel::requantization to = result<TestType>(generator);
        const kernel::addition sum{value<TestType>(generator),
                                   value<TestType>(generator),
                                   multiplier(generator),
                                   multiplier(generator),
                                   to.zero_point,
                                   to.lowest,
                                   to.highest};
        require_same_row<TestType>(side, count, [&]<class K>(K, TestType* out) { K::add(lhs, rhs, count, sum, out); });
        const kernel::multiplication product{value<TestType>(generator), value<TestType>(generator), to};
        require_same_row<TestType>(side, count,
                                   [&]<class K>(K, TestType* out) { K::mul(lhs, rhs, count, product, out); });
        require_same_row<TestType>(side, count, [&]<class K>(K, TestType* out) {
            std::copy_n(lhs, count, out);
            K::add(out, rhs, count, sum, out); // in place
            K::mul(lhs, out, count, product, out);
        });
    });
}

TEMPLATE_TEST_CASE("rows of bytes and of sums are requantized to the same bits", "[kernel][isa]", std::uint8_t,
                   std::int8_t) {
    using other = std::conditional_t<std::is_signed_v<TestType>, std::uint8_t, std::int8_t>;
    const support::guarded_row<TestType> rows(longest);
    const support::guarded_row<std::int32_t> sum_rows(longest);
    for_each_row(2, [&](std::size_t count, support::guard side, std::mt19937& generator) {
        const TestType* in = rows.place(side, bytes<TestType>(count, generator));
        const std::int32_t* accumulators = sum_rows.place(side, sums(count, generator));
        const kernel::rescaling change{value<TestType>(generator), result<TestType>(generator)};
        const kernel::rescaling to_other{value<TestType>(generator), result<other>(generator)};
        require_same_row<TestType>(side, count, [&]<class K>(K, TestType* out) { K::rescale(in, count, change, out); });
        require_same_row<other>(side, count, [&]<class K>(K, other* out) { K::rescale(in, count, to_other, out); });
        require_same_row<TestType>(
            side, count, [&]<class K>(K, TestType* out) { K::requantize(accumulators, count, change.result, out); });
    });
}

TEMPLATE_TEST_CASE("tables are looked up to the same bytes", "[kernel][isa]", std::uint8_t, std::int8_t) {
    using other = std::conditional_t<std::is_signed_v<TestType>, std::uint8_t, std::int8_t>;
    const support::guarded_row<TestType> rows(longest);
    const support::guarded_row<other> tables(256);
    for_each_row(3, [&](std::size_t count, support::guard side, std::mt19937& generator) {
        std::vector<TestType> values = bytes<TestType>(count, generator);
        for (std::size_t i = 0; i < count && i < 256; ++i) values[count - 1 - i] = static_cast<TestType>(i); // all
        const TestType* in = rows.place(side, values);
        std::vector<other> entries(256);
        for (other& entry : entries) entry = static_cast<other>(generator());
        const other* table = tables.place(side, entries);
        require_same_row<other>(side, count, [&]<class K>(K, other* out) { K::lookup(in, count, table, out); });
        require_same_row<TestType>(side, count, [&]<class K>(K, TestType* out) {
            std::copy_n(in, count, out);
            K::lookup(out, count, reinterpret_cast<const TestType*>(table), out); // in place
        });
    });
}

TEMPLATE_TEST_CASE("bytes are interpolated to the same sums", "[kernel][isa]", std::uint8_t, std::int8_t) {
    const support::guarded_row<TestType> a(longest), b(longest), c(longest), d(longest);
    for_each_row(4, [&](std::size_t count, support::guard side, std::mt19937& generator) {
        const auto down = static_cast<std::int32_t>(generator() % 2049);
        const auto across = static_cast<std::int32_t>(generator() % 3 == 0 ? 2048 : generator() % 2049);
        const kernel::corners<TestType, std::int32_t> from{
            {a.place(side, bytes<TestType>(count, generator)), b.place(side, bytes<TestType>(count, generator)),
             c.place(side, bytes<TestType>(count, generator)), d.place(side, bytes<TestType>(count, generator))},
            {(2048 - down) * (2048 - across), (2048 - down) * across, down * (2048 - across), down * across}};
        const std::int32_t zero_point = value<TestType>(generator);
        require_same_row<std::int32_t>(
            side, count, [&]<class K>(K, std::int32_t* out) { K::interpolate(from, count, zero_point, out); });
    });
}
