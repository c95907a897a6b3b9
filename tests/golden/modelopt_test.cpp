// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/rounding.hpp>
#include <quanta/params/profile_tensorrt.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/plain_layers.hpp"

using namespace quanta;
using golden::differences;

namespace {

// Model Optimizer's amax of 2^-24 and below is taken for 0, of which everything is 0.
constexpr float least_magnitude = 0x1p-24F;

/// y = clamp(rint(x * m), lowest, highest) / m, m = highest / amax. Source: modelopt/torch/quantization/tensor_quant.py.
float faked(float x, float amax, float lowest, float highest) {
    if (amax <= least_magnitude) return std::clamp(round_to_even(x * 0.0F), lowest, highest);
    const float m = highest / amax;
    return std::clamp(round_to_even(x * m), lowest, highest) / m;
}

struct operands {
    std::vector<float> x, amax;
    golden::slices slice;
    int lowest, highest;
};

operands operands_of(const golden::vector& v) {
    return {v.reals("x"), v.reals("amax"), golden::slices::of(v, "x"), v.integer("lowest"), v.integer("highest")};
}

} // namespace

TEST_CASE("Model Optimizer multiplies by highest / amax and divides by it", "[golden]") {
    for (const golden::vector& v : golden::read("modelopt/fake_quantize.json", "result")) {
        INFO(v.name());
        const operands o = operands_of(v);
        std::vector<float> y;
        for (std::size_t i = 0; i < o.x.size(); ++i)
            y.push_back(
                faked(o.x[i], o.amax.at(o.slice(i)), static_cast<float>(o.lowest), static_cast<float>(o.highest)));
        CHECK(differences(y, v.reals("result")) == "");
    }
}

// TensorRT divides by a scale of amax / highest: where that crosses a tie, an integer is the next one; all reals differ in
// their last bits.
TEST_CASE("Model Optimizer is within a step of profile::tensorrt", "[golden]") {
    for (const golden::vector& v : golden::read("modelopt/fake_quantize.json", "result")) {
        if (v.reals("amax")[0] <= least_magnitude || v.integer("lowest") == 0) continue;
        INFO(v.name());
        const operands o = operands_of(v);
        std::size_t moved = 0;
        for (std::size_t i = 0; i < o.x.size(); ++i) {
            const affine_params params = profile::tensorrt::parameters(
                {-double{o.amax.at(o.slice(i))}, o.amax.at(o.slice(i))}, {o.lowest, o.highest, true});
            const int q = profile::tensorrt::quantize(o.x[i], params, o.lowest, o.highest);
            const auto theirs = static_cast<int>(std::lrint(v.reals("result")[i] / params.scale));
            CHECK(std::abs(q - theirs) <= 1);
            moved += q != theirs ? 1U : 0U;
        }
        CHECK(moved <= o.x.size() / 10);
    }
}

TEST_CASE("Model Optimizer's gradient passes where x is within amax", "[golden]") {
    for (const golden::vector& v : golden::read("modelopt/fake_quantize.json", "gradient")) {
        INFO(v.name());
        const operands o = operands_of(v);
        std::vector<float> gradients;
        for (std::size_t i = 0; i < o.x.size(); ++i)
            gradients.push_back(std::abs(o.x[i]) <= o.amax.at(o.slice(i)) ? v.reals("upstream")[i] : 0.0F);
        CHECK(differences(gradients, v.reals("gradient")) == "");
    }
}
