// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/float_functions.hpp>
#include <quanta/core/rounding.hpp>
#include <quanta/isa/uncontracted.hpp>
#include <quanta/params/profile_pytorch.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/plain_layers.hpp"
#include "golden/plain_profile.hpp"

using namespace quanta;
using arithmetic = profile::pytorch;
using golden::differences;

namespace {

/// Dequantized integers of x, with lowest and highest of the vector.
std::vector<float> faked(const golden::vector& v) {
    const std::vector<affine_params> params = v.params("");
    const golden::slices slice = golden::slices::of(v, "x");
    std::vector<float> y;
    for (std::size_t i = 0; i < v.reals("x").size(); ++i) {
        const affine_params& p = params.at(slice(i));
        const int q = arithmetic::quantize(v.reals("x")[i], p, v.integer("lowest"), v.integer("highest"));
        y.push_back(arithmetic::dequantize(q, p));
    }
    return y;
}

/// The upstream gradient where x rounds to an integer of the format, else 0.
std::vector<float> passed_gradients(const golden::vector& v) {
    const std::vector<affine_params> params = v.params("");
    const golden::slices slice = golden::slices::of(v, "x");
    std::vector<float> gradients;
    for (std::size_t i = 0; i < v.reals("x").size(); ++i) {
        const affine_params& p = params.at(slice(i));
        const float q = round_to_even(v.reals("x")[i] * (1 / p.scale)) + static_cast<float>(p.zero_point);
        const bool inside =
            q >= static_cast<float>(v.integer("lowest")) && q <= static_cast<float>(v.integer("highest"));
        gradients.push_back(v.reals("upstream")[i] * (inside ? 1.0F : 0.0F));
    }
    return gradients;
}

/// What FBGEMM does with a bias in reals: it is added to the sum as a float of steps, before the multiplier.
///
///     q = clamp(zero_point + rint((float(sum) + steps) * m))
///     steps = bias * (1 / (x scale * w scale)) for one scale, bias / (x scale * w scale_j) for one a channel
std::vector<int> biased(const golden::vector& v, const std::vector<std::int64_t>& sums) {
    const affine_params x = v.only_params("x"), y = v.only_params("y");
    const std::vector<affine_params> w = v.params("w");
    const auto [lowest, highest] = golden::passed<arithmetic>(v, "result");
    const std::vector<float>& bias = v.reals("real_bias");
    std::vector<int> q;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const float scale = w[w.size() == 1 ? 0 : i % bias.size()].scale, step = x.scale * scale,
                    b = bias[i % bias.size()];
        const float added = w.size() == 1 ? b * (1 / step) : b / step;
        const float steps = static_cast<float>(sums[i]) + uncontracted(added);
        const float rounded = round_to_even(steps * arithmetic::multiplier(x.scale, scale, y.scale));
        q.push_back(std::clamp(static_cast<int>(rounded) + y.zero_point, lowest, highest));
    }
    return q;
}

std::vector<int> run_layer(const golden::vector& v, const std::vector<std::int64_t>& sums) {
    return v.has("real_bias") ? biased(v, sums) : golden::requantized<arithmetic>(v, sums, "x", "w", "result");
}

} // namespace

TEST_CASE("torch.quantize_per_tensor and quantize_per_channel are profile::pytorch", "[golden]") {
    for (const golden::vector& v : golden::read("pytorch/quantize.json", "result")) {
        if (v.has("beyond")) continue;
        INFO(v.name());
        CHECK(differences(golden::quantized<arithmetic>(v, "result"), v.integers("result")) == "");
    }
}

TEST_CASE("Tensor.dequantize is profile::pytorch", "[golden]") {
    for (const golden::vector& v : golden::read("pytorch/dequantize.json", "result")) {
        INFO(v.name());
        CHECK(differences(golden::dequantized<arithmetic>(v), v.reals("result")) == "");
    }
}

TEST_CASE("torch.fake_quantize is profile::pytorch", "[golden]") {
    for (const golden::vector& v : golden::read("pytorch/fake_quantize.json", "result")) {
        INFO(v.name());
        CHECK(differences(faked(v), v.reals("result")) == "");
        CHECK(differences(passed_gradients(v), v.reals("gradient")) == "");
    }
}

// Its gradients round again, with the zero point added before: at a tie they are those of another integer. The zero point
// is a float then, to which 0.5 is added before it is truncated: a negative one is one too large.
//
//     place = fma(x, 1 / scale, z), q = clamp(rint(place)), z = trunc(zero_point + 0.5)
//     dx = 1 where q is not clamped, else 0
//     dscale = fma(q - z, scale, -x) * (1 / scale) where it is not, else q - z
//     dzero_point = 0 where it is not, else -scale
TEST_CASE("PyTorch's learnable fake quantization", "[golden]") {
    for (const golden::vector& v : golden::read("pytorch/learnable_fake_quantize.json", "result")) {
        INFO(v.name());
        CHECK(differences(faked(v), v.reals("result")) == "");
        const affine_params params = v.only_params("");
        const float inverse = 1 / params.scale, z = std::trunc(static_cast<float>(params.zero_point) + 0.5F);
        const auto lowest = static_cast<float>(v.integer("lowest")), highest = static_cast<float>(v.integer("highest"));
        std::vector<float> dx, dscale, dzero_point;
        for (const float x : v.reals("x")) {
            const float place = round_to_even(fused_multiply_add(x, inverse, z));
            const float steps = std::clamp(place, lowest, highest) - z;
            const bool inside = lowest <= place && place <= highest;
            dx.push_back(inside ? 1.0F : 0.0F);
            dscale.push_back(inside ? fused_multiply_add(steps, params.scale, -x) * inverse : steps);
            dzero_point.push_back(inside ? 0.0F : -params.scale);
        }
        CHECK(differences(dx, v.reals("gradient")) == "");
        CHECK(differences(dscale, v.reals("scale_gradient")) == "");
        CHECK(differences(dzero_point, v.reals("zero_point_gradient")) == "");
    }
}

TEST_CASE("FBGEMM's quantized::linear is profile::pytorch", "[golden]") {
    for (const golden::vector& v : golden::read("pytorch/linear.json", "result")) {
        INFO(v.name());
        CHECK(differences(run_layer(v, golden::connected(v)), v.integers("result")) == "");
    }
}

TEST_CASE("FBGEMM's quantized::conv2d is profile::pytorch", "[golden]") {
    for (const golden::vector& v : golden::read("pytorch/conv2d.json", "result")) {
        INFO(v.name());
        CHECK(differences(run_layer(v, golden::convolved(v)), v.integers("result")) == "");
    }
}

// int32(2^31 - 128) + zero_point wraps around; the profile saturates.
TEST_CASE("FBGEMM's quantization overflows beyond 2^31 steps where the zero point lies that way", "[golden]") {
    for (const golden::vector& v : golden::read("pytorch/quantize.json", "result")) {
        if (!v.has("beyond")) continue;
        INFO(v.name());
        const int zero_point = v.integer("zero_point");
        const bool is_same = differences(golden::quantized<arithmetic>(v, "result"), v.integers("result")).empty();
        CHECK(is_same == (zero_point >= 0 && zero_point < 128));
    }
}

// On a processor without VNNI; the profile never saturates.
TEST_CASE("FBGEMM saturates pairs of products of uint8 and int8", "[golden]") {
    for (const golden::vector& v : golden::read("pytorch/saturation.json", "result"))
        CHECK(differences(run_layer(v, golden::connected(v)), v.integers("result")) != "");
}
