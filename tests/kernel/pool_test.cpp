// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/isa/select.hpp>
#include <quanta/kernel/pool_float.hpp>
#include <quanta/kernel/pool_int8.hpp>
#include <support/guarded_buffer.hpp>

using namespace quanta;

namespace {

/// Windows of rows x columns taps over an image (rows, columns of pixels, channels), next to a page that faults.
struct shape {
    std::size_t rows, columns, outputs, stride, channels;
    bool channels_last;

    [[nodiscard]] std::size_t width() const { return columns + (outputs - 1) * stride; }
    [[nodiscard]] std::size_t values() const { return rows * width() * channels; }
    [[nodiscard]] kernel::pool_strip strip() const {
        const auto signed_size = [](std::size_t size) { return static_cast<std::ptrdiff_t>(size); };
        const std::ptrdiff_t pixel = channels_last ? signed_size(channels) : 1;
        const std::ptrdiff_t channel = channels_last ? 1 : signed_size(rows * width());
        return {outputs,
                signed_size(stride) * pixel,
                channels_last ? signed_size(channels) : 1,
                rows,
                columns,
                signed_size(width()) * pixel,
                pixel,
                channels,
                channel,
                channels_last ? 1 : signed_size(outputs)};
    }
};

std::vector<shape> shapes() {
    std::vector<shape> all;
    for (const std::size_t channels : std::array<std::size_t, 14>{1, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 67, 100})
        for (const bool channels_last : {true, false}) {
            all.push_back({2, 2, 3, 2, channels, channels_last});
            all.push_back({3, 1, 2, 1, channels, channels_last});
        }
    all.push_back({17, 19, 1, 1, 33, true}); // more taps than words hold
    all.push_back({16, 16, 2, 1, 8, true});
    return all;
}

template <class T>
void fill(const support::guarded_buffer<T>& buffer, std::mt19937& generator) {
    const auto kind = generator() % 4; // random, or all of one extreme: the largest sums
    for (T& value : buffer.span())
        if constexpr (std::is_same_v<T, float>)
            value = generator() % 16 == 0  ? std::nanf("")
                    : generator() % 8 == 0 ? (generator() % 2 == 0 ? 0.0F : -0.0F)
                                           : std::ldexp(static_cast<float>(generator()) - 0x1p31F, -20);
        else
            value = kind == 0   ? std::numeric_limits<T>::min()
                    : kind == 1 ? std::numeric_limits<T>::max()
                                : static_cast<T>(generator());
}

template <class T>
auto bits(const support::guarded_buffer<T>& values) {
    std::vector<std::int32_t> words;
    for (const T value : values.span())
        if constexpr (std::is_same_v<T, float>)
            words.push_back(std::isnan(value) ? -1 : std::bit_cast<std::int32_t>(value));
        else
            words.push_back(value);
    return words;
}

template <template <class> class Kernel, class Reference, class In, class Out, class Run>
void require_same_strips(const Run& run) {
    std::mt19937 generator(7);
    for (const shape& shape : shapes())
        for (const support::guard side : {support::guard::after, support::guard::before}) {
            const support::guarded_buffer<In> in(shape.values(), side);
            const support::guarded_buffer<Out> out(shape.outputs * shape.channels, side);
            fill(in, generator);
            run(Reference{}, in.data(), shape.strip(), out.data());
            const auto expected = bits(out);
            for (const isa::id id : isa::available())
                isa::visit(id, [&](auto tag) {
                    std::fill_n(out.data(), out.size(), Out{77});
                    run(Kernel<decltype(tag)>{}, in.data(), shape.strip(), out.data());
                    CAPTURE(isa::name(id), shape.rows, shape.columns, shape.channels, shape.channels_last, side);
                    REQUIRE(bits(out) == expected);
                });
        }
}

} // namespace

TEMPLATE_TEST_CASE("strips of bytes are pooled to the same bits", "[kernel][isa]", std::uint8_t, std::int8_t) {
    using limits = std::numeric_limits<TestType>;
    using reference = kernel::pool_int8_reference;
    for (const auto& [lowest, highest] :
         {std::pair{limits::min(), limits::max()}, std::pair{TestType{3}, TestType{90}}})
        require_same_strips<kernel::pool_int8, reference, TestType, TestType>(
            [low = lowest, high = highest]<class K>(K, const TestType* in, const kernel::pool_strip& strip,
                                                    TestType* out) { K::maximum(in, strip, low, high, out); });
    require_same_strips<kernel::pool_int8, reference, TestType, std::int32_t>(
        []<class K>(K, const TestType* in, const kernel::pool_strip& strip, std::int32_t* out) {
            K::sum(in, strip, out);
        });
}

TEST_CASE("strips of floats are pooled to the same bits", "[kernel][isa]") {
    using reference = kernel::pool_float_reference;
    require_same_strips<kernel::pool_float, reference, float, float>(
        []<class K>(K, const float* in, const kernel::pool_strip& strip, float* out) { K::maximum(in, strip, out); });
    require_same_strips<kernel::pool_float, reference, float, float>(
        []<class K>(K, const float* in, const kernel::pool_strip& strip, float* out) {
            K::average(in, strip, 3.0F, out);
        });
}
