// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/dequantize.hpp>
#include <quanta/quantizer/fake_quantize.hpp>
#include <quanta/quantizer/quantize.hpp>
#include <support/limited_isa.hpp>
#include <support/row_operands.hpp>

using namespace quanta;

namespace {

using weights = scheme<int8_narrow, symmetric, per_channel<0>>;

} // namespace

TEST_CASE("fake_quantize is dequantize after quantize", "[quantizer]") {
    const std::uint32_t seed = std::random_device{}();
    std::mt19937 generator(seed);
    const quantization<weights> q(std::vector<real_range>{{-1, 1}, {-0.3, 2}, {0, 0}});
    const auto reals = support::hard_reals(3 * 67, 0.01F, generator);
    const auto in = view(reals.data(), {3, 67});
    for (const isa::id id : isa::available()) {
        const support::limited_isa limited(id);
        CAPTURE(seed, isa::name(id));
        std::vector<std::int8_t> integers(reals.size());
        std::vector<float> expected(reals.size()), faked(reals.size());
        quantize(in, q, view(integers.data(), {3, 67}));
        dequantize(view(integers.data(), {3, 67}), q, view(expected.data(), {3, 67}));
        fake_quantize(in, q, view(faked.data(), {3, 67}));
        CHECK(faked == expected);

        auto in_place = reals;
        fake_quantize(view(in_place.data(), {3, 67}), q, view(in_place.data(), {3, 67}));
        CHECK(in_place == expected);
    }
}

TEST_CASE("fake_quantize in place, of a column of a matrix", "[quantizer]") {
    const quantization<scheme<int4, symmetric, per_tensor>> q(affine_params{1.0F, 0});
    std::vector<float> matrix{0.4F, 0.4F, 100, 0.4F, -2.5F, 0.4F};
    const tensor_view<float, 1> column(matrix.data(), {3}, {2});
    fake_quantize(column, q, column);
    CHECK(matrix == std::vector<float>{0, 0.4F, 7, 0.4F, -2, 0.4F});
    fake_quantize(matrix.data(), matrix.size(), q, matrix.data());
    CHECK(matrix == std::vector<float>{0, 0, 7, 0, -2, 0});
}

TEST_CASE("fake_quantize gives no negative zero", "[quantizer]") {
    const quantization<scheme<int8, symmetric, per_tensor>> q(affine_params{1.0F, 0});
    for (const isa::id id : isa::available()) {
        const support::limited_isa limited(id);
        std::vector<float> values(40, -0.25F);
        fake_quantize(values, q, values);
        for (const float value : values) REQUIRE_FALSE(std::signbit(value));
    }
}
