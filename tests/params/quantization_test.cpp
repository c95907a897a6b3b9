// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <quanta/core/integer_formats.hpp>
#include <quanta/params/quantization.hpp>
#include <quanta/params/scheme.hpp>

using namespace quanta;
using Catch::Matchers::ContainsSubstring;

namespace {

using tensor_bytes = quantization<scheme<uint8, asymmetric, per_tensor>>;
using channel_weights = quantization<scheme<int8_narrow, symmetric, per_channel<0>>>;
using channel_bytes = quantization<scheme<uint8, asymmetric, per_channel<0>>>;

template <class Quantization>
Quantization from_parameters(std::vector<float> scales, std::vector<std::int32_t> zero_points) {
    return Quantization(scales, zero_points);
}

} // namespace

TEST_CASE("a quantization from ranges", "[params]") {
    const std::vector<real_range> ranges{{-127, 100}, {0, 0}, {-1, 254}};
    const channel_weights weights(ranges);
    REQUIRE(weights.slices() == 3);
    CHECK(weights[0].scale == 1.0F);
    CHECK(weights[1].scale == 1.0F);
    CHECK(weights[2].scale == 2.0F);
    CHECK(weights.scales().size() == 3);
    CHECK(weights.zero_points()[2] == 0);

    const tensor_bytes bytes(real_range{-51, 204});
    CHECK(bytes.slices() == 1);
    CHECK(bytes[0].zero_point == 51);
}

TEST_CASE("a quantization from known parameters", "[params]") {
    const auto bytes = from_parameters<channel_bytes>({0.5F, 2.0F}, {0, 255});
    CHECK(bytes[1].scale == 2.0F);
    CHECK(bytes[1].zero_point == 255);
    CHECK(tensor_bytes(affine_params{0.25F, 3})[0].zero_point == 3);
    CHECK(from_parameters<channel_bytes>({}, {}).slices() == 0);
}

TEST_CASE("a quantization says what is wrong with its parameters", "[params]") {
    constexpr float infinity = std::numeric_limits<float>::infinity(),
                    not_a_number = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH(from_parameters<channel_bytes>({1, 1}, {0}), "quantization: 2 scales and 1 zero points");
    for (const float scale : {0.0F, -0.5F, not_a_number, infinity, -infinity, 0x1p-128F}) {
        CAPTURE(scale);
        CHECK_THROWS_WITH(from_parameters<channel_bytes>({1, scale}, {0, 0}),
                          ContainsSubstring("quantization: scale ") &&
                              ContainsSubstring("of slice 1 is not positive and finite"));
    }
    CHECK_NOTHROW(from_parameters<channel_bytes>({profile::quanta::smallest_scale}, {0}));
    CHECK_THROWS_WITH(from_parameters<channel_bytes>({1}, {256}),
                      "quantization: zero point 256 of slice 0 is not in uint8's range [0, 255]");
    CHECK_THROWS_WITH(from_parameters<channel_weights>({1}, {-128}),
                      ContainsSubstring("is not in int8_narrow's range"));
    CHECK_THROWS_WITH(from_parameters<channel_weights>({1, 1}, {0, 5}),
                      "quantization: zero point 5 of slice 1 in a symmetric scheme, where it is 0");
    CHECK_THROWS_WITH(from_parameters<tensor_bytes>({1, 1}, {0, 0}), "quantization: 2 slices where per_tensor has 1");
    CHECK_THROWS_WITH(from_parameters<tensor_bytes>({}, {}), ContainsSubstring("0 slices"));
    CHECK_THROWS_AS(tensor_bytes(real_range{1, -1}), error);
}
