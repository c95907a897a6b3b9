// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/isa/select.hpp>
#include <quanta/quantizer/dequantize_row.hpp>
#include <support/guarded_buffer.hpp>
#include <support/row_operands.hpp>

using namespace quanta;
using support::guard;
using support::guarded_buffer;

namespace {

template <class Tag, class T, class Params>
bool agrees(const std::vector<T>& in, const Params& params) {
    std::vector<float> expected(in.size());
    dequantize_row<isa::reference>::run(in.data(), in.size(), params, expected.data());
    bool agreed = true;
    for (const guard side : {guard::after, guard::before}) {
        const guarded_buffer<T> from(in, side);
        const guarded_buffer<float> to(in.size(), side);
        dequantize_row<Tag>::run(from.data(), in.size(), params, to.data());
        agreed = agreed && (in.empty() || std::memcmp(to.data(), expected.data(), in.size() * sizeof(float)) == 0);
    }
    return agreed;
}

template <class Tag, class T>
void compare_with_reference(std::uint32_t seed) {
    std::mt19937 generator(seed);
    std::uniform_int_distribution<int> uniform(std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
    for (const row_params& params : support::row_parameters<T>())
        for (const std::size_t count : support::row_lengths()) {
            CAPTURE(isa::name(Tag::value), params.scale, params.zero_point, count, seed);
            std::vector<T> in(count);
            for (T& value : in) value = static_cast<T>(uniform(generator));
            REQUIRE(agrees<Tag>(in, params));
            const auto varied = support::vary(params, count, generator);
            for (const guard side : {guard::after, guard::before}) {
                const guarded_buffer<float> scales(varied.scales, side);
                const guarded_buffer<std::int32_t> zero_points(varied.zero_points, side);
                REQUIRE(
                    agrees<Tag>(in, column_params{scales.data(), zero_points.data(), params.lowest, params.highest}));
            }
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
