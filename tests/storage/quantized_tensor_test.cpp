// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/scheme.hpp>
#include <quanta/storage/quantized_tensor.hpp>

using namespace quanta;
using Catch::Matchers::ContainsSubstring;

namespace {

using weights = scheme<int8_narrow, symmetric, per_channel<0>>;
using bytes = scheme<uint8, asymmetric, per_tensor>;

} // namespace

TEST_CASE("a quantized tensor from reals", "[storage]") {
    const std::vector<float> reals{127, -64, 2, -254, 3, 4};
    const auto tensor = quantize_tensor<weights>(view(reals.data(), {2, 3}));
    REQUIRE(tensor.extents() == std::array<std::size_t, 2>{2, 3});
    CHECK(tensor.size() == 6);
    CHECK(tensor.parameters()[0].scale == 1.0F);
    CHECK(tensor.parameters()[1].scale == 2.0F);
    CHECK(tensor.view()(0, 1) == -64);
    CHECK(tensor.view()(1, 0) == -127);
    CHECK(tensor.view()(1, 1) == 2); // 1.5, a tie
    CHECK(reinterpret_cast<std::uintptr_t>(tensor.view().data()) % buffer_alignment == 0);

    std::vector<float> back(6);
    dequantize(tensor, view(back.data(), {2, 3}));
    CHECK(back == std::vector<float>{127, -64, 2, -254, 4, 4});
}

TEST_CASE("a quantized tensor with known parameters", "[storage]") {
    const std::vector<float> reals{0.5F, -1, 1000};
    const quantization<bytes> parameters(affine_params{0.5F, 3});
    const auto tensor = quantize_tensor(reals, parameters);
    CHECK(tensor.view()(0) == 4);
    CHECK(tensor.view()(1) == 1);
    CHECK(tensor.view()(2) == 255);
}

TEST_CASE("a quantized tensor is moved with its values", "[storage]") {
    const std::vector<float> reals{1, 2, 255};
    auto tensor = quantize_tensor<bytes>(reals);
    const auto* values = std::as_const(tensor).view().data();
    const auto moved = std::move(tensor);
    CHECK(moved.view().data() == values);
    CHECK(moved.view()(2) == 255);
}

TEST_CASE("a quantized tensor checks its parameters", "[storage]") {
    const quantization<weights> two(std::vector<real_range>{{-1, 1}, {-1, 1}});
    CHECK_THROWS_WITH((quantized_tensor<weights, 2>({3, 4}, two)),
                      "quantized_tensor: the quantization has 2 slices, the tensor has 3");
    const std::vector<float> empty;
    CHECK_THROWS_WITH(quantize_tensor<bytes>(empty), ContainsSubstring("nothing was observed"));
    const quantized_tensor<bytes, 1> nothing({0}, quantization<bytes>(real_range{-1, 1}));
    CHECK(nothing.size() == 0);
    CHECK(nothing.view().data() == nullptr);
}
