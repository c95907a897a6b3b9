// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <string_view>

#include <quanta/op/column_multipliers.hpp>
#include <quanta/op/integer_range.hpp>
#include <quanta/params/accumulators.hpp>
#include <quanta/params/affine_params.hpp>
#include <quanta/params/any_profile.hpp>
#include <quanta/params/profile_xnnpack.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// 32-bit sums to stored integers, as a profile requantizes.
struct requantization {
    multiplier_value multiplier = {};
    std::int32_t zero_point = 0;
    integer_range range = {0, 0};
};

/// Stored integers to those of other parameters: the input's zero point is taken off first.
struct rescaling {
    std::int32_t input_zero_point = 0;
    requantization result = {};
};

/// The product of two stored integers, each less its zero point.
struct multiplication {
    std::int32_t lhs_zero_point = 0, rhs_zero_point = 0;
    requantization result = {};
};

/// The sum of two stored integers, each less its zero point and times its multiplier; the sum's own multiplier is for rules
/// in fixed point.
struct addition {
    std::int32_t lhs_zero_point = 0, rhs_zero_point = 0;
    multiplier_value lhs = {}, rhs = {};
    requantization result = {};
};

/// Bits by which fixed-point rules raise operands of a sum, stored in a T, before they scale them (TensorFlow Lite,
/// kernels/add.cc).
template <class T>
inline constexpr int sum_shift = sizeof(T) == 1 ? 20 : 15;

/// How `profile` adds integers of scales lhs and rhs: what each is multiplied by, and, in fixed point, the sum of both.
///
/// In floats: lhs / out and rhs / out. In fixed point, as TensorFlow Lite (kernels/add.cc): lhs / t, rhs / t and
/// t / (2^shift out) with t = 2 max(lhs, rhs). Errors as `checked_multiplier`.
template <Profile Arithmetic>
[[nodiscard]] addition addition_of(std::string_view operation, const Arithmetic& profile, affine_params lhs,
                                   affine_params rhs, affine_params output, integer_range range, int shift) {
    const auto times = [&](double from, double to, std::string_view name) {
        return to_multiplier_value(checked_multiplier(operation, profile, from, 1, to, name));
    };
    addition sum{lhs.zero_point, rhs.zero_point, {}, {}, {{}, output.zero_point, range}};
    if (scales_in_fixed_point(profile)) {
        const double twice = 2 * std::max(lhs.scale, rhs.scale);
        sum.lhs = times(lhs.scale, twice, "the left side");
        sum.rhs = times(rhs.scale, twice, "the right side");
        sum.result.multiplier = times(twice, double{output.scale} * (1 << shift), "the sum");
    } else {
        sum.lhs = times(lhs.scale, output.scale, "the left side");
        sum.rhs = times(rhs.scale, output.scale, "the right side");
    }
    return sum;
}

/// Whether sums of bytes are those of XNNPACK: weights of 21 bits and one rounding.
template <Profile Arithmetic>
[[nodiscard]] constexpr bool adds_by_weights(const Arithmetic& profile) {
    if constexpr (std::same_as<Arithmetic, profile::any>)
        return profile.value() == profile_value::xnnpack;
    else
        return std::derived_from<Arithmetic, profile::xnnpack>;
}

/// How XNNPACK adds bytes of scales lhs and rhs: the quotients lhs / out and rhs / out in steps of 2^-shift, the larger one
/// in [2^20, 2^21), and 2^-shift for the sum, which 32 bits hold. Formula: XNNPACK, src/microparams-init.c,
/// qs8_add_minmax, which takes quotients in [2^-10, 2^8); here smaller ones give weights below 2^20. Error if the larger
/// one is 2^20 or more.
[[nodiscard]] inline addition weighted_addition_of(std::string_view operation, affine_params lhs, affine_params rhs,
                                                   affine_params output, integer_range range) {
    const float left = lhs.scale / output.scale, right = rhs.scale / output.scale, larger = std::max(left, right);
    check(larger < 0x1p20F, operation, ": a scale of ", std::max(lhs.scale, rhs.scale), " is ", larger,
          " times that of the output, less than 2^20 is needed");
    const int shift = std::min(20 - std::ilogb(larger), 31);
    const auto weight = [shift](float quotient) {
        return multiplier_value{0, {static_cast<std::int32_t>(std::lrint(std::ldexp(quotient, shift))), 31 - shift}};
    };
    const multiplier_value step{0, {1 << 30, 1 - shift}};
    return {lhs.zero_point, rhs.zero_point, weight(left), weight(right), {step, output.zero_point, range}};
}

/// How `profile` multiplies integers: by lhs * rhs / out, which TensorFlow Lite computes in floats here (kernels/mul.cc).
/// Errors as `checked_multiplier`.
template <Profile Arithmetic>
[[nodiscard]] multiplication multiplication_of(std::string_view operation, const Arithmetic& profile, affine_params lhs,
                                               affine_params rhs, affine_params output, integer_range range) {
    const bool is_fixed_point = scales_in_fixed_point(profile);
    const float product = lhs.scale * rhs.scale, quotient = product / output.scale;
    const auto m = is_fixed_point
                       ? checked_multiplier(operation, profile, quotient, 1, 1, "the product")
                       : checked_multiplier(operation, profile, lhs.scale, rhs.scale, output.scale, "the product");
    return {lhs.zero_point, rhs.zero_point, {to_multiplier_value(m), output.zero_point, range}};
}

/// How `profile` brings integers to other parameters. Errors as `checked_multiplier`.
template <Profile Arithmetic>
[[nodiscard]] rescaling rescaling_of(std::string_view operation, const Arithmetic& profile, std::string_view name,
                                     affine_params input, affine_params output, integer_range range) {
    const auto m = checked_multiplier(operation, profile, input.scale, 1, output.scale, name);
    return {input.zero_point, {to_multiplier_value(m), output.zero_point, range}};
}

} // namespace quanta::op
