// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/dequantize.hpp>
#include <quanta/quantizer/quantize.hpp>
#include <support/limited_isa.hpp>

using namespace quanta;

namespace {

using bytes = scheme<uint8, asymmetric, per_tensor>;

} // namespace

TEST_CASE("quantize: a golden vector through every kind of operand", "[quantizer]") {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const quantization<bytes> q(affine_params{0.5F, 10});
    const std::vector<float> reals{0.25F, 0.75F, 1.25F, -0.75F, -6, 300, -infinity, std::nanf(""), -0.0F};
    const std::vector<std::uint8_t> expected{10, 12, 12, 8, 0, 255, 0, 10, 10};
    const std::size_t count = reals.size();

    std::vector<std::uint8_t> vector(count);
    quantize(reals, q, vector);
    CHECK(vector == expected);

    std::vector<std::uint8_t> span(count);
    quantize(std::span(reals), q, std::span(span));
    CHECK(span == expected);

    std::vector<std::uint8_t> pointer(count);
    quantize(reals.data(), count, q, pointer.data());
    CHECK(pointer == expected);

    std::vector<std::uint8_t> matrix(count);
    quantize(view(reals.data(), {3, 3}), q, view(matrix.data(), {3, 3}));
    CHECK(matrix == expected);

    std::array<float, 9> back;
    dequantize(vector, q, back);
    CHECK(back == std::array<float, 9>{0, 1, 1, -1, -5, 122.5F, -5, 0, 0});
    std::vector<float> pointer_back(count);
    dequantize(vector.data(), count, q, pointer_back.data());
    CHECK(std::equal(back.begin(), back.end(), pointer_back.begin()));
}

TEST_CASE("quantize runs the kernel of the selected instruction set", "[quantizer]") {
    for (const isa::id id : isa::available()) {
        const support::limited_isa limited(id);
        const auto selected =
            select_row_functions<quantize_row, quantize_row_reference, float, std::uint8_t>(profile::quanta{});
        isa::visit(id, [&]<class Tag>(Tag) {
            void (*kernel)(const float*, std::size_t, const row_params&, std::uint8_t*) noexcept =
                quantize_row<Tag, profile::quanta::reals_rule>::run;
            CHECK(selected.share == kernel);
        });
    }
}

TEMPLATE_TEST_CASE("quantize: error, order, saturation and idempotence", "[quantizer]", uint8, int8, int8_narrow, uint7,
                   int7, int4, int4_narrow, uint4, int2, ternary, int16) {
    using storage = typename TestType::storage_type;
    const std::uint32_t seed = std::random_device{}();
    std::mt19937 generator(seed);
    std::uniform_real_distribution<double> edge(0.01, 50.0);
    for (int trial = 0; trial < 20; ++trial) {
        const real_range range{-edge(generator), edge(generator)};
        const quantization<scheme<TestType, asymmetric, per_tensor>> q(range);
        const float scale = q[0].scale;
        CAPTURE(seed, range.minimum, range.maximum, scale, q[0].zero_point);

        std::uniform_real_distribution<float> inside(static_cast<float>(2 * range.minimum),
                                                     static_cast<float>(2 * range.maximum));
        std::vector<float> reals(1000);
        for (float& x : reals) x = inside(generator);
        std::sort(reals.begin(), reals.end());
        std::vector<storage> integers(reals.size()), again(reals.size());
        std::vector<float> back(reals.size());
        quantize(reals, q, integers);
        dequantize(integers, q, back);
        quantize(back, q, again);

        CHECK(std::is_sorted(integers.begin(), integers.end()));
        CHECK(again == integers);
        const float lowest = static_cast<float>(TestType::lowest - q[0].zero_point) * scale;
        const float highest = static_cast<float>(TestType::highest - q[0].zero_point) * scale;
        for (std::size_t i = 0; i < reals.size(); ++i) {
            REQUIRE(integers[i] >= TestType::lowest);
            REQUIRE(integers[i] <= TestType::highest);
            const float nearest = std::clamp(reals[i], lowest, highest);
            // Slack: the rounding of the reciprocal, of its product and of the way back, 2^-24 each, rounded up.
            REQUIRE(std::abs(double{nearest} - double{back[i]}) <= 0.5 * scale + 0x1p-22 * std::abs(nearest));
        }
    }
}

TEST_CASE("quantize and dequantize of empty tensors do nothing", "[quantizer]") {
    const quantization<bytes> q(affine_params{0.5F, 10});
    const std::vector<float> none;
    std::vector<std::uint8_t> integers;
    std::vector<float> reals;
    quantize(none, q, integers);
    dequantize(integers, q, reals);
    quantize(static_cast<const float*>(nullptr), 0, q, static_cast<std::uint8_t*>(nullptr));
    const quantization<scheme<int8, symmetric, per_group<32>>> groups(std::vector<real_range>{});
    std::int8_t untouched = 5;
    const float real = 1;
    quantize(tensor_view<const float, 2>(&real, {3, 0}), groups, tensor_view<std::int8_t, 2>(&untouched, {3, 0}));
    quantize(tensor_view<const float, 2>(&real, {0, 64}), groups, tensor_view<std::int8_t, 2>(&untouched, {0, 64}));
    CHECK(untouched == 5);
}
