// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/fixed_point.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/params/profile_tflite.hpp>
#include <quanta/params/profile_xnnpack.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/plain_layers.hpp"
#include "golden/plain_profile.hpp"

using namespace quanta;
using golden::differences;

namespace {

/// LiteRT's optimized kernels are no profile's: like `tflite` they round twice, but ties go up both times.
///
///     h = floor(sum * 2^left * mantissa * 2^-31 + 1/2)         left = max(exponent, 0)
///     q = clamp(floor(h * 2^-right + 1/2) + zero_point)        right = max(-exponent, 0)
std::vector<int> rounded_up_twice(const golden::vector& v, const std::vector<std::int64_t>& sums,
                                  const std::vector<fixed_point_multiplier>& by) {
    const auto [lowest, highest] = golden::passed<profile::tflite>(v, "optimized");
    std::vector<int> q;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const fixed_point_multiplier m = by[i % by.size()];
        const int left = std::max(m.exponent, 0), right = std::max(-m.exponent, 0);
        const std::int64_t high = ((sums[i] << left) * m.mantissa + (std::int64_t{1} << 30)) >> 31;
        const std::int64_t scaled = (high + ((std::int64_t{1} << right) >> 1)) >> right;
        q.push_back(
            static_cast<int>(std::clamp<std::int64_t>(scaled + v.only_params("y").zero_point, lowest, highest)));
    }
    return q;
}

/// The multipliers of an optimized fully connected layer. Weights with one scale multiply it in floats; else all is in
/// double, as in convolutions. Formula: tflite/kernels/kernel_util.cc, GetQuantizedConvolutionMultipler.
std::vector<fixed_point_multiplier> connected_multipliers(const golden::vector& v) {
    if (v.params("w").size() != 1) return golden::multipliers<profile::tflite>(v, "x", "w");
    const float product = v.only_params("x").scale * v.only_params("w").scale;
    return {profile::tflite::multiplier(product, 1, v.only_params("y").scale)};
}

std::vector<golden::vector> int8_layers(const char* result) {
    std::vector<golden::vector> layers = golden::read("litert/fully_connected.json", result);
    std::erase_if(layers, [](const golden::vector& v) { return v["x"].type != "int8"; });
    return layers;
}

template <Profile Arithmetic>
void compare_quantize(const char* result) {
    for (const golden::vector& v : golden::read("litert/quantize.json", result)) {
        CAPTURE(result, v.name());
        CHECK(differences(golden::quantized<Arithmetic>(v, result), v.integers(result)) == "");
    }
}

template <Profile Arithmetic>
void compare_convolutions(const std::string& file, const char* result) {
    for (const golden::vector& v : golden::read(file, result)) {
        INFO(v.name());
        const auto q = golden::requantized<Arithmetic>(v, golden::convolved(v), "x", "w", result);
        CHECK(differences(q, v.integers(result)) == "");
    }
}

} // namespace

TEST_CASE("LiteRT's reference CONV_2D and DEPTHWISE_CONV_2D are profile::tflite", "[golden]") {
    compare_convolutions<profile::tflite>("litert/conv2d.json", "reference");
    compare_convolutions<profile::tflite>("litert/depthwise_conv2d.json", "reference");
}

TEST_CASE("XNNPACK's convolutions are profile::xnnpack", "[golden]") {
    compare_convolutions<profile::xnnpack>("litert/conv2d.json", "xnnpack");
    compare_convolutions<profile::xnnpack>("litert/depthwise_conv2d.json", "xnnpack");
}

TEST_CASE("LiteRT's optimized CONV_2D rounds up twice", "[golden]") {
    for (const golden::vector& v : golden::read("litert/conv2d.json", "optimized")) {
        INFO(v.name());
        const auto q = rounded_up_twice(v, golden::convolved(v), golden::multipliers<profile::tflite>(v, "x", "w"));
        CHECK(differences(q, v.integers("optimized")) == "");
    }
}

// Whole registers of channels are rounded up twice, the channels behind them as the reference kernels do.
TEST_CASE("LiteRT's optimized DEPTHWISE_CONV_2D rounds in either way", "[golden]") {
    for (const golden::vector& v : golden::read("litert/depthwise_conv2d.json", "optimized")) {
        INFO(v.name());
        const auto sums = golden::convolved(v);
        const auto multipliers = golden::multipliers<profile::tflite>(v, "x", "w");
        const auto theirs = v.integers("optimized"), up = rounded_up_twice(v, sums, multipliers),
                   away = golden::requantized<profile::tflite>(v, sums, multipliers, "optimized");
        for (std::size_t i = 0; i < theirs.size(); ++i) CHECK((theirs[i] == up[i] || theirs[i] == away[i]));
    }
}

TEST_CASE("LiteRT's optimized FULLY_CONNECTED rounds up twice", "[golden]") {
    for (const golden::vector& v : int8_layers("optimized")) {
        INFO(v.name());
        const auto q = rounded_up_twice(v, golden::connected(v), connected_multipliers(v));
        CHECK(differences(q, v.integers("optimized")) == "");
    }
}

TEST_CASE("XNNPACK's fully connected layers are profile::xnnpack", "[golden]") {
    for (const golden::vector& v : int8_layers("xnnpack")) {
        INFO(v.name());
        const auto q = golden::requantized<profile::xnnpack>(v, golden::connected(v), "x", "w", "xnnpack");
        CHECK(differences(q, v.integers("xnnpack")) == "");
    }
}

TEST_CASE("tensorflow#102943: -119 by LiteRT's reference kernels, -120 by XNNPACK", "[golden]") {
    for (const golden::vector& v : int8_layers("xnnpack")) {
        if (v.name() != "tensorflow#102943") continue;
        CHECK(v.integer("reference") == -119);
        CHECK(v.integer("xnnpack") == -120);
        return;
    }
    FAIL("the vector is missing");
}

TEST_CASE("LiteRT's reference QUANTIZE is profile::tflite, the others are profile::xnnpack", "[golden]") {
    compare_quantize<profile::tflite>("reference");
    compare_quantize<profile::xnnpack>("optimized"); // by the reciprocal, ties to even
    compare_quantize<profile::xnnpack>("xnnpack");
}

TEST_CASE("LiteRT's reference and XNNPACK's DEQUANTIZE are those of the profiles", "[golden]") {
    for (const char* result : {"reference", "xnnpack"})
        for (const golden::vector& v : golden::read("litert/dequantize.json", result)) {
            CAPTURE(result, v.name());
            CHECK(differences(golden::dequantized<profile::tflite>(v), v.reals(result)) == "");
            CHECK(differences(golden::dequantized<profile::xnnpack>(v), v.reals(result)) == "");
        }
}

// Not any profile's: one rounding more.
TEST_CASE("LiteRT's optimized DEQUANTIZE is q * scale - zero_point * scale", "[golden]") {
    for (const golden::vector& v : golden::read("litert/dequantize.json", "optimized")) {
        INFO(v.name());
        const auto [scale, zero_point] = v.only_params("");
        const float subtracted = uncontracted(static_cast<float>(zero_point) * scale);
        std::vector<float> x;
        for (const int q : v.integers("q")) x.push_back(uncontracted(static_cast<float>(q) * scale) - subtracted);
        CHECK(differences(x, v.reals("optimized")) == "");
    }
}
