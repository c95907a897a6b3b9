// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/quantizer/dequantize.hpp>
#include <quanta/quantizer/fake_quantize.hpp>
#include <quanta/quantizer/quantize.hpp>

using namespace quanta;
using Catch::Matchers::ContainsSubstring;

namespace {

using bytes = quantization<scheme<uint8, asymmetric, per_tensor>>;
using channels = quantization<scheme<uint8, asymmetric, per_channel<0>>>;
using groups = quantization<scheme<uint8, asymmetric, per_group<8>>>;

const bytes one(affine_params{1.0F, 0});

} // namespace

TEST_CASE("operands of different extents are refused", "[quantizer]") {
    const std::vector<float> reals(6);
    std::vector<std::uint8_t> integers(6);
    std::vector<float> five(5);
    CHECK_THROWS_WITH(quantize(view(reals.data(), {2, 3}), one, view(integers.data(), {3, 2})),
                      "quantize: axis 0 has 2 elements in the input and 3 in the output");
    CHECK_THROWS_WITH(quantize(view(reals.data(), {2, 3}), one, view(integers.data(), {2, 2})),
                      "quantize: axis 1 has 3 elements in the input and 2 in the output");
    CHECK_THROWS_WITH(dequantize(integers, one, five), ContainsSubstring("dequantize: axis 0 has 6 elements"));
    CHECK_THROWS_WITH(fake_quantize(reals, one, five), ContainsSubstring("fake_quantize: axis 0 has 6 elements"));
    CHECK_THROWS_WITH(quantize(std::vector<float>{}, one, integers), ContainsSubstring("0 elements in the input"));
}

TEST_CASE("another number of slices than the tensor has is refused", "[quantizer]") {
    const std::vector<float> reals(6);
    std::vector<std::uint8_t> integers(6);
    const channels two(std::vector<real_range>{{-1, 1}, {-1, 1}});
    CHECK_THROWS_WITH(quantize(view(reals.data(), {3, 2}), two, view(integers.data(), {3, 2})),
                      "quantize: the quantization has 2 slices, the tensor has 3");
    CHECK_NOTHROW(quantize(view(reals.data(), {2, 3}), two, view(integers.data(), {2, 3})));
}

TEST_CASE("a group larger than the axis is refused", "[quantizer]") {
    const std::vector<float> reals(6);
    std::vector<std::uint8_t> integers(6);
    const groups q(std::vector<real_range>{{-1, 1}});
    CHECK_THROWS_WITH(quantize(reals, q, integers), ContainsSubstring("a group of 8 on an axis of 6"));
}

TEST_CASE("a channel axis that the tensor lacks is refused", "[quantizer]") {
    const std::vector<float> reals(6);
    std::vector<std::uint8_t> integers(6);
    const quantization<scheme<uint8, asymmetric, per_channel<2>>> q(std::vector<real_range>{{-1, 1}});
    CHECK_THROWS_WITH(quantize(reals, q, integers), ContainsSubstring("axis 2 of a tensor of rank 1"));
}

TEST_CASE("operands that share memory are refused", "[quantizer]") {
    std::vector<float> values(16);
    auto* bytes_inside = reinterpret_cast<std::uint8_t*>(values.data());
    CHECK_THROWS_WITH(quantize(values.data(), 16, one, bytes_inside),
                      "quantize: input and output of 16 elements overlap");
    CHECK_THROWS_WITH(dequantize(bytes_inside, 16, one, values.data()), ContainsSubstring("overlap"));
    CHECK_THROWS_WITH(fake_quantize(values.data(), 8, one, values.data() + 4), ContainsSubstring("overlap"));
    CHECK_NOTHROW(fake_quantize(values.data(), 8, one, values.data() + 8));
    CHECK_NOTHROW(fake_quantize(values.data(), 8, one, values.data()));
    CHECK_THROWS_WITH(fake_quantize(view(values.data(), {4, 4}), one, transposed(view(values.data(), {4, 4}))),
                      ContainsSubstring("overlap"));
}

TEST_CASE("null pointers with elements are refused", "[quantizer]") {
    std::vector<std::uint8_t> integers(6);
    const std::vector<float> reals(6);
    CHECK_THROWS_WITH(quantize(static_cast<const float*>(nullptr), 6, one, integers.data()),
                      ContainsSubstring("null data for 6 elements"));
    CHECK_THROWS_WITH(quantize(reals.data(), 6, one, static_cast<std::uint8_t*>(nullptr)),
                      ContainsSubstring("null data for 6 elements"));
}
