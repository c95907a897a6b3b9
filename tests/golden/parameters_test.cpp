// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/params/profile_onnx.hpp>
#include <quanta/params/profile_pytorch.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"

using namespace quanta;
using golden::differences;

namespace {

/// Arithmetic::parameters of each of the vector's ranges (N, 2).
template <Profile Arithmetic>
std::vector<affine_params> parameters_of(const golden::vector& v) {
    const integer_target target{v.integer("lowest"), v.integer("highest"), v.integer("symmetric") != 0};
    const std::vector<float>& ends = v.reals("range");
    std::vector<affine_params> result;
    for (std::size_t i = 0; i < ends.size(); i += 2)
        result.push_back(Arithmetic::parameters({ends[i], ends[i + 1]}, target));
    return result;
}

template <Profile Arithmetic>
void compare_bias(const char* file) {
    for (const golden::vector& v : golden::read(file, "result")) {
        INFO(v.name());
        std::vector<std::int64_t> steps;
        for (const float b : v.reals("bias"))
            steps.push_back(Arithmetic::bias(b, v.real("x_scale"), v.real("w_scale")));
        CHECK(differences(steps, v.integers("result")) == "");
    }
}

} // namespace

TEST_CASE("PyTorch's calculate_qparams is profile::pytorch", "[golden]") {
    for (const golden::vector& v : golden::read("pytorch/parameters.json", "result_scale")) {
        INFO(v.name());
        std::vector<float> scales;
        std::vector<std::int32_t> zero_points;
        for (const affine_params& params : parameters_of<profile::pytorch>(v)) {
            scales.push_back(params.scale);
            zero_points.push_back(params.zero_point);
        }
        CHECK(differences(scales, v.reals("result_scale")) == "");
        CHECK(differences(zero_points, v.integers("result_zero_point")) == "");
    }
}

// The profile follows DynamicQuantizeLinear, which is in floats; the quantizer subtracts and divides in double, and rounds
// the zero point before the scale becomes a float. Symmetric scales are the same.
TEST_CASE("ONNX Runtime's static quantizer is within a last bit of profile::onnx", "[golden]") {
    for (const golden::vector& v : golden::read("onnx/parameters.json", "result_scale")) {
        INFO(v.name());
        const std::vector<affine_params> ours = parameters_of<profile::onnx>(v);
        for (std::size_t i = 0; i < ours.size(); ++i) {
            const float scale = v.reals("result_scale")[i];
            CAPTURE(i, scale);
            if (v.integer("symmetric") != 0) CHECK(ours[i].scale == scale);
            CHECK(std::abs(ours[i].scale - scale) <= scale * 0x1p-23F);
            CHECK(std::abs(ours[i].zero_point - v.integers("result_zero_point")[i]) <= 1);
        }
    }
}

TEST_CASE("PyTorch's quantization of a bias is profile::pytorch", "[golden]") {
    compare_bias<profile::pytorch>("pytorch/bias.json");
}

TEST_CASE("ONNX Runtime's quantization of a bias is profile::onnx", "[golden]") {
    compare_bias<profile::onnx>("onnx/bias.json");
}
