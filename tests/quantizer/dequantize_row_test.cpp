// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/isa/select.hpp>
#include <quanta/quantizer/dequantize_row.hpp>
#include <support/guarded_row.hpp>
#include <support/row_operands.hpp>

using namespace quanta;
using support::guard;
using support::guarded_row;

namespace {

bool same_bits(const float* a, const std::vector<float>& b) {
    return b.empty() || std::memcmp(a, b.data(), b.size() * sizeof(float)) == 0;
}

template <class T>
struct guarded_operands {
    guarded_row<T> in{support::longest_row};
    guarded_row<float> scales{support::longest_row};
    guarded_row<std::int32_t> zero_points{support::longest_row};
    guarded_row<float> out{support::longest_row};
};

/// Whether the kernel gives the reference's bits, with parameters that are shared and with varied ones.
template <class Tag, class T>
bool agrees(const guarded_operands<T>& guarded, const std::vector<T>& in, const row_params& shared,
            const support::varied_parameters& varied) {
    const column_params each{varied.scales.data(), varied.zero_points.data(), shared.lowest, shared.highest};
    std::vector<float> expected(in.size()), expected_varied(in.size());
    dequantize_row<isa::reference>::run(in.data(), in.size(), shared, expected.data());
    dequantize_row<isa::reference>::run(in.data(), in.size(), each, expected_varied.data());
    bool agreed = true;
    for (const guard side : {guard::after, guard::before}) {
        const T* from = guarded.in.place(side, in);
        float* to = guarded.out.place(side, in.size());
        dequantize_row<Tag>::run(from, in.size(), shared, to);
        agreed = agreed && same_bits(to, expected);
        const column_params placed{guarded.scales.place(side, varied.scales),
                                   guarded.zero_points.place(side, varied.zero_points), shared.lowest, shared.highest};
        dequantize_row<Tag>::run(from, in.size(), placed, to);
        agreed = agreed && same_bits(to, expected_varied);
    }
    return agreed;
}

template <class Tag, class T>
void compare_with_reference(std::uint32_t seed) {
    std::mt19937 generator(seed);
    std::uniform_int_distribution<int> uniform(std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
    const guarded_operands<T> guarded;
    for (const row_params& params : support::row_parameters<T>()) {
        std::vector<std::size_t> wrong_lengths;
        for (const std::size_t count : support::row_lengths()) {
            std::vector<T> in(count);
            for (T& value : in) value = static_cast<T>(uniform(generator));
            if (!agrees<Tag>(guarded, in, params, support::vary(params, count, generator)))
                wrong_lengths.push_back(count);
        }
        CAPTURE(isa::name(Tag::value), params.scale, params.zero_point, seed);
        CHECK(wrong_lengths == std::vector<std::size_t>{});
    }
}

} // namespace

TEMPLATE_TEST_CASE("dequantize_row gives the reference's bits on every instruction set", "[quantizer]", std::uint8_t,
                   std::int8_t, std::int16_t) {
    const std::uint32_t seed = std::random_device{}();
    for (const isa::id id : isa::available())
        isa::visit(id, [seed]<class Tag>(Tag) { compare_with_reference<Tag, TestType>(seed); });
}

TEST_CASE("dequantize_row of every byte", "[quantizer]") {
    std::vector<std::uint8_t> bytes(256);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
    std::vector<float> reals(256);
    for (const isa::id id : isa::available()) {
        CAPTURE(isa::name(id));
        isa::visit(id, [&]<class Tag>(Tag) {
            dequantize_row<Tag>::run(bytes.data(), 256, row_params{0.5F, 128, 0, 255}, reals.data());
        });
        for (std::size_t i = 0; i < bytes.size(); ++i) REQUIRE(reals[i] == (static_cast<float>(i) - 128.0F) / 2.0F);
    }
}
