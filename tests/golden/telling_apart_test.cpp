// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <catch2/catch_test_macros.hpp>

#include <quanta/params/profiles.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/plain_layers.hpp"
#include "golden/plain_profile.hpp"

// Vectors that every profile passed would prove nothing: those of one toolkit fail the profile of another one.

using namespace quanta;
using golden::differences;

namespace {

template <Profile Arithmetic>
bool agrees_on_sums(const std::string& file, const std::string& result) {
    for (const golden::vector& v : golden::read(file, result)) {
        if (v.has("real_bias")) continue;
        const auto sums = v.has("pads") ? golden::convolved(v) : golden::connected(v);
        const auto q = golden::requantized<Arithmetic>(v, sums, "x", "w", result);
        if (differences(q, v.integers(result)) != "") return false;
    }
    return true;
}

template <Profile Arithmetic>
bool agrees_on_reals(const std::string& file, const std::string& result) {
    for (const golden::vector& v : golden::read(file, result)) {
        if (v.has("beyond")) continue;
        if (differences(golden::quantized<Arithmetic>(v, result), v.integers(result)) != "") return false;
    }
    return true;
}

} // namespace

TEST_CASE("Layers tell apart how accumulators are scaled", "[golden]") {
    CHECK(agrees_on_sums<profile::tflite>("litert/conv2d.json", "reference"));
    CHECK_FALSE(agrees_on_sums<profile::tflite_single>("litert/conv2d.json", "reference"));
    CHECK_FALSE(agrees_on_sums<profile::xnnpack>("litert/conv2d.json", "reference"));

    CHECK(agrees_on_sums<profile::xnnpack>("litert/conv2d.json", "xnnpack"));
    CHECK_FALSE(agrees_on_sums<profile::quanta>("litert/conv2d.json", "xnnpack")); // a multiplier in double
    CHECK_FALSE(agrees_on_sums<profile::tflite>("litert/conv2d.json", "xnnpack"));
    CHECK_FALSE(agrees_on_sums<profile::tflite_single>("litert/conv2d.json", "xnnpack"));

    CHECK(agrees_on_sums<profile::onnx>("onnx/qlinear_conv.json", "runtime"));
    CHECK_FALSE(agrees_on_sums<profile::quanta>("onnx/qlinear_conv.json", "runtime"));
    CHECK_FALSE(agrees_on_sums<profile::onnx_reference>("onnx/qlinear_conv.json", "runtime"));
    CHECK(agrees_on_sums<profile::onnx_reference>("onnx/qlinear_conv.json", "reference"));
    CHECK_FALSE(agrees_on_sums<profile::onnx>("onnx/qlinear_conv.json", "reference"));

    CHECK(agrees_on_sums<profile::pytorch>("pytorch/linear.json", "result"));
    CHECK_FALSE(agrees_on_sums<profile::quanta>("pytorch/linear.json", "result"));
    CHECK_FALSE(agrees_on_sums<profile::tflite_single>("pytorch/linear.json", "result"));
}

TEST_CASE("Quantized reals tell apart steps and ties", "[golden]") {
    CHECK(agrees_on_reals<profile::onnx>("onnx/quantize_linear.json", "runtime"));
    CHECK_FALSE(agrees_on_reals<profile::pytorch>("onnx/quantize_linear.json", "runtime")); // the reciprocal
    CHECK_FALSE(agrees_on_reals<profile::tflite>("onnx/quantize_linear.json", "runtime"));  // ties
    CHECK_FALSE(agrees_on_reals<profile::aimet>("onnx/quantize_linear.json", "runtime"));   // the zero point

    CHECK(agrees_on_reals<profile::pytorch>("pytorch/quantize.json", "result"));
    CHECK_FALSE(agrees_on_reals<profile::onnx>("pytorch/quantize.json", "result"));
    CHECK_FALSE(agrees_on_reals<profile::tflite>("pytorch/quantize.json", "result"));

    CHECK(agrees_on_reals<profile::tflite>("litert/quantize.json", "reference"));
    CHECK_FALSE(agrees_on_reals<profile::xnnpack>("litert/quantize.json", "reference"));
    CHECK_FALSE(agrees_on_reals<profile::onnx>("litert/quantize.json", "reference"));
}
