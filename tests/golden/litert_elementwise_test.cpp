// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <quanta/core/fixed_point.hpp>
#include <quanta/params/profile_tflite.hpp>
#include <quanta/params/profile_xnnpack.hpp>
#include <quanta/params/rules/scaled_twice_rounded.hpp>

#include "golden/agreement.hpp"
#include "golden/golden_file.hpp"
#include "golden/plain_layers.hpp"
#include "golden/plain_profile.hpp"

using namespace quanta;
using golden::differences;

namespace {

/// The two operands, counted from their zero points, and what their result becomes.
struct pair_of_operands {
    std::vector<std::int32_t> a, b;
    affine_params a_params, b_params, y_params;
    golden::limits passed;

    template <Profile Arithmetic>
    [[nodiscard]] static pair_of_operands of(const golden::vector& v, const char* result) {
        const auto centred = [&](const char* field, std::int32_t zero_point) {
            std::vector<std::int32_t> values = v.integers(field);
            for (std::int32_t& value : values) value -= zero_point;
            return values;
        };
        const affine_params a = v.only_params("a"), b = v.only_params("b");
        return {centred("a", a.zero_point), centred("b", b.zero_point),           a, b,
                v.only_params("y"),         golden::passed<Arithmetic>(v, result)};
    }

    /// clamp(f(a, b) + zero point), value by value.
    template <class Function>
    [[nodiscard]] std::vector<int> combined(const Function& f) const {
        std::vector<int> y;
        for (std::size_t i = 0; i < a.size(); ++i)
            y.push_back(
                std::clamp(static_cast<int>(f(a[i], b[i])) + y_params.zero_point, passed.lowest, passed.highest));
        return y;
    }
};

/// LiteRT's ADD: both operands are raised by 2^20 (int8) or 2^15 (int16) and scaled down to steps of twice the larger
/// scale; the sum is scaled to y's. Every scaling rounds twice. Formula: tflite/kernels/add.cc, PrepareGeneralAddInt.
std::vector<int> added_in_integers(const pair_of_operands& o, int raised) {
    using rule::scaled_twice_rounded;
    const double step = 2 * std::max(double{o.a_params.scale}, double{o.b_params.scale});
    const auto a_multiplier = to_fixed_point(o.a_params.scale / step),
               b_multiplier = to_fixed_point(o.b_params.scale / step);
    const auto y_multiplier = to_fixed_point(step / (std::ldexp(1.0, raised) * o.y_params.scale));
    return o.combined([&](std::int32_t a, std::int32_t b) {
        const std::int32_t sum = scaled_twice_rounded::scaled(a * (1 << raised), a_multiplier) +
                                 scaled_twice_rounded::scaled(b * (1 << raised), b_multiplier);
        return scaled_twice_rounded::scaled(sum, y_multiplier);
    });
}

/// XNNPACK's add: multipliers of 21 bits, the larger in [2^20, 2^21), one rounding, ties up.
/// Formula: XNNPACK, src/microparams-init.c, qs8_add_minmax, and its scalar micro-kernel.
std::vector<int> added_by_xnnpack(const pair_of_operands& o) {
    const float a_scale = o.a_params.scale / o.y_params.scale, b_scale = o.b_params.scale / o.y_params.scale;
    const int shift = 20 - std::ilogb(std::max(a_scale, b_scale));
    const auto a_multiplier = std::lrint(std::ldexp(a_scale, shift)),
               b_multiplier = std::lrint(std::ldexp(b_scale, shift));
    return o.combined([&](std::int64_t a, std::int64_t b) {
        return (a * a_multiplier + b * b_multiplier + (std::int64_t{1} << (shift - 1))) >> shift;
    });
}

template <Profile Arithmetic>
std::vector<int> multiplied(const pair_of_operands& o) {
    const auto multiplier = Arithmetic::multiplier(o.a_params.scale, o.b_params.scale, o.y_params.scale);
    std::vector<int> y;
    for (std::size_t i = 0; i < o.a.size(); ++i)
        y.push_back(Arithmetic::requantize(o.a[i] * o.b[i], multiplier, o.y_params.zero_point, o.passed.lowest,
                                           o.passed.highest));
    return y;
}

/// Sum of the window's integers over their number, rounded half away from zero.
int rounded_mean(std::int64_t sum, std::int64_t count) {
    return static_cast<int>((sum > 0 ? sum + count / 2 : sum - count / 2) / count);
}

} // namespace

TEST_CASE("LiteRT's ADD rounds three times, each twice", "[golden]") {
    for (const char* result : {"reference", "optimized"})
        for (const golden::vector& v : golden::read("litert/add.json", result)) {
            CAPTURE(result, v.name());
            const auto operands = pair_of_operands::of<profile::tflite>(v, result);
            const int raised = v["a"].type == "int16" ? 15 : 20;
            CHECK(differences(added_in_integers(operands, raised), v.integers(result)) == "");
        }
}

TEST_CASE("XNNPACK's add has multipliers of 21 bits", "[golden]") {
    for (const golden::vector& v : golden::read("litert/add.json", "xnnpack")) {
        INFO(v.name());
        const auto operands = pair_of_operands::of<profile::xnnpack>(v, "xnnpack");
        CHECK(differences(added_by_xnnpack(operands), v.integers("xnnpack")) == "");
    }
}

TEST_CASE("LiteRT's MUL is profile::tflite, XNNPACK's profile::xnnpack", "[golden]") {
    for (const char* result : {"reference", "optimized"})
        for (const golden::vector& v : golden::read("litert/mul.json", result)) {
            CAPTURE(result, v.name());
            const auto operands = pair_of_operands::of<profile::tflite>(v, result);
            CHECK(differences(multiplied<profile::tflite>(operands), v.integers(result)) == "");
        }
    for (const golden::vector& v : golden::read("litert/mul.json", "xnnpack")) {
        INFO(v.name());
        const auto operands = pair_of_operands::of<profile::xnnpack>(v, "xnnpack");
        CHECK(differences(multiplied<profile::xnnpack>(operands), v.integers("xnnpack")) == "");
    }
}

TEST_CASE("LiteRT's CONCATENATION copies", "[golden]") {
    for (const char* result : {"reference", "optimized", "xnnpack"})
        for (const golden::vector& v : golden::read("litert/concat.json", result)) {
            CAPTURE(result);
            const std::vector<int> a = v.integers("a"), b = v.integers("b");
            const auto left = static_cast<std::ptrdiff_t>(v["a"].shape.back()),
                       right = static_cast<std::ptrdiff_t>(v["b"].shape.back());
            std::vector<int> y;
            for (auto from_a = a.begin(), from_b = b.begin(); from_a != a.end(); from_a += left, from_b += right) {
                y.insert(y.end(), from_a, from_a + left);
                y.insert(y.end(), from_b, from_b + right);
            }
            CHECK(differences(y, v.integers(result)) == "");
        }
}

TEST_CASE("LiteRT's AVERAGE_POOL_2D rounds the mean of the stored integers away from zero", "[golden]") {
    for (const char* result : {"reference", "optimized"})
        for (const golden::vector& v : golden::read("litert/average_pool.json", result)) {
            CAPTURE(result, v.name());
            std::vector<int> y;
            golden::for_each_mean(v, [&](std::int64_t sum, std::size_t count) {
                y.push_back(rounded_mean(sum, static_cast<std::int64_t>(count)));
            });
            CHECK(differences(y, v.integers(result)) == "");
        }
}

TEST_CASE("LiteRT's QUANTIZE of integers is profile::tflite's requantize", "[golden]") {
    for (const char* result : {"reference", "optimized"})
        for (const golden::vector& v : golden::read("litert/rescale.json", result)) {
            CAPTURE(result, v.name());
            const affine_params x = v.only_params("x"), y = v.only_params("y");
            const auto multiplier = profile::tflite::multiplier(x.scale, 1, y.scale);
            std::vector<int> q;
            for (const int value : v.integers("x"))
                q.push_back(profile::tflite::requantize(value - x.zero_point, multiplier, y.zero_point, -128, 127));
            CHECK(differences(q, v.integers(result)) == "");
        }
}

// Formula: XNNPACK, src/microparams-init.c, qs8_cvt: eight bits of multiplier, which profile::xnnpack does not imitate.
TEST_CASE("XNNPACK's conversion of integers multiplies by 256ths", "[golden]") {
    for (const golden::vector& v : golden::read("litert/rescale.json", "xnnpack")) {
        INFO(v.name());
        const affine_params x = v.only_params("x"), y = v.only_params("y");
        const long multiplier = std::lrint(256 * (x.scale / y.scale));
        std::vector<int> q;
        for (const int value : v.integers("x")) {
            const long scaled = (value - x.zero_point) * multiplier + y.zero_point * 256;
            q.push_back(std::clamp(static_cast<int>((scaled + 128) >> 8), -128, 127));
        }
        CHECK(differences(q, v.integers("xnnpack")) == "");
    }
}
