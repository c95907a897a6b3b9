// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/params/profile_onnx.hpp>
#include <quanta/params/profile_onnx_reference.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/plain_layers.hpp"
#include "golden/plain_profile.hpp"

using namespace quanta;
using golden::differences;

namespace {

/// What a toolkit is called in the files, and the profile that is named after it.
struct onnx_runtime {
    static constexpr const char* result = "runtime";
    static constexpr bool defines_beyond = true; // values of 2^31 steps and more
    using arithmetic = profile::onnx;
};
struct reference_evaluator {
    static constexpr const char* result = "reference";
    static constexpr bool defines_beyond = false;
    using arithmetic = profile::onnx_reference;
};

template <class Toolkit>
void compare_quantize_linear() {
    for (const golden::vector& v : golden::read("onnx/quantize_linear.json", Toolkit::result)) {
        if (v.has("beyond") && !Toolkit::defines_beyond) continue;
        INFO(v.name());
        const auto q = golden::quantized<typename Toolkit::arithmetic>(v, Toolkit::result);
        CHECK(differences(q, v.integers(Toolkit::result)) == "");
    }
}

template <class Toolkit>
void compare_dequantize_linear() {
    for (const golden::vector& v : golden::read("onnx/dequantize_linear.json", Toolkit::result)) {
        INFO(v.name());
        const auto x = golden::dequantized<typename Toolkit::arithmetic>(v);
        CHECK(differences(x, v.reals(Toolkit::result)) == "");
    }
}

/// Ranges whose scale has no finite reciprocal, from which the profiles keep away.
bool has_no_parameters(const golden::vector& v) { return v.name() == "zeros" || v.name() == "denormal"; }

template <class Toolkit>
void compare_dynamic_quantize_linear() {
    const std::string result = Toolkit::result;
    for (const golden::vector& v : golden::read("onnx/dynamic_quantize_linear.json", result)) {
        INFO(v.name());
        const std::vector<float>& x = v.reals("x");
        if (has_no_parameters(v)) continue;
        const real_range range{*std::min_element(x.begin(), x.end()), *std::max_element(x.begin(), x.end())};
        const affine_params params = Toolkit::arithmetic::parameters(range, {0, 255, false});
        CHECK(differences(std::vector{params.scale}, v.reals(result + "_scale")) == "");
        CHECK(differences(std::vector{params.zero_point}, v.integers(result + "_zero_point")) == "");
        std::vector<int> q;
        for (const float each : x) q.push_back(Toolkit::arithmetic::quantize(each, params, 0, 255));
        CHECK(differences(q, v.integers(result)) == "");
    }
}

template <class Toolkit>
void compare_qlinear_matmul() {
    for (const golden::vector& v : golden::read("onnx/qlinear_matmul.json", Toolkit::result)) {
        INFO(v.name());
        const auto q =
            golden::requantized<typename Toolkit::arithmetic>(v, golden::products(v), "a", "b", Toolkit::result);
        CHECK(differences(q, v.integers(Toolkit::result)) == "");
    }
}

template <class Toolkit>
void compare_qlinear_conv() {
    for (const golden::vector& v : golden::read("onnx/qlinear_conv.json", Toolkit::result)) {
        INFO(v.name());
        const auto q =
            golden::requantized<typename Toolkit::arithmetic>(v, golden::convolved(v), "x", "w", Toolkit::result);
        CHECK(differences(q, v.integers(Toolkit::result)) == "");
    }
}

} // namespace

TEST_CASE("QuantizeLinear is profile::onnx", "[golden]") { compare_quantize_linear<onnx_runtime>(); }
TEST_CASE("QuantizeLinear of the reference evaluator", "[golden]") { compare_quantize_linear<reference_evaluator>(); }

TEST_CASE("DequantizeLinear is profile::onnx", "[golden]") { compare_dequantize_linear<onnx_runtime>(); }
TEST_CASE("DequantizeLinear of the reference evaluator", "[golden]") {
    compare_dequantize_linear<reference_evaluator>();
}

TEST_CASE("DynamicQuantizeLinear is profile::onnx", "[golden]") { compare_dynamic_quantize_linear<onnx_runtime>(); }
TEST_CASE("DynamicQuantizeLinear of the reference evaluator", "[golden]") {
    compare_dynamic_quantize_linear<reference_evaluator>();
}

TEST_CASE("QLinearMatMul is profile::onnx", "[golden]") { compare_qlinear_matmul<onnx_runtime>(); }
TEST_CASE("QLinearMatMul of the reference evaluator", "[golden]") { compare_qlinear_matmul<reference_evaluator>(); }

TEST_CASE("QLinearConv is profile::onnx", "[golden]") { compare_qlinear_conv<onnx_runtime>(); }
TEST_CASE("QLinearConv of the reference evaluator", "[golden]") { compare_qlinear_conv<reference_evaluator>(); }

// The profiles saturate, as the text says.
TEST_CASE("The reference evaluator converts values beyond 2^31 steps as NumPy happens to", "[golden]") {
    std::size_t others = 0;
    for (const golden::vector& v : golden::read("onnx/quantize_linear.json", "reference")) {
        if (!v.has("beyond")) continue;
        others +=
            differences(golden::quantized<profile::onnx_reference>(v, "reference"), v.integers("reference")) != "";
    }
    CHECK(others > 0);
}

TEST_CASE("DynamicQuantizeLinear of zeros: scale 1 by ONNX Runtime and the profiles, 1/255 by the evaluator",
          "[golden]") {
    for (const golden::vector& v : golden::read("onnx/dynamic_quantize_linear.json", "runtime")) {
        if (v.name() != "zeros") continue;
        CHECK(v.real("runtime_scale") == 1.0F);
        CHECK(v.real("reference_scale") == 1.0F / 255);
        CHECK(profile::onnx::parameters({0, 0}, {0, 255, false}).scale == 1.0F);
        return;
    }
    FAIL("the vector is missing");
}

// On a processor without VNNI; the profiles never saturate, whatever the processor.
TEST_CASE("ONNX Runtime saturates pairs of products of uint8 and int8", "[golden]") {
    for (const golden::vector& v : golden::read("onnx/saturation.json", "runtime")) {
        const auto q = golden::requantized<profile::onnx>(v, golden::products(v), "a", "b", "runtime");
        CHECK(differences(q, v.integers("reference")) == "");
        CHECK(differences(q, v.integers("runtime")) != "");
    }
}

TEST_CASE("MatMulInteger and ConvInteger are the plain sums", "[golden]") {
    for (const char* toolkit : {onnx_runtime::result, reference_evaluator::result}) {
        CAPTURE(toolkit);
        for (const golden::vector& v : golden::read("onnx/matmul_integer.json", toolkit)) {
            INFO(v.name());
            CHECK(differences(golden::products(v), v.integers(toolkit)) == "");
        }
        for (const golden::vector& v : golden::read("onnx/conv_integer.json", toolkit)) {
            INFO(v.name());
            CHECK(differences(golden::convolved(v), v.integers(toolkit)) == "");
        }
    }
}
