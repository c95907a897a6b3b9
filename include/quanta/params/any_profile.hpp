// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <quanta/params/multiplier_value.hpp>
#include <quanta/params/params_concepts.hpp>
#include <quanta/params/profile_value.hpp>

namespace quanta::profile::inline QUANTA_ABI {

/// A profile of the library's that is known at run time only: what operators take that a graph makes, which may come from
/// a file. Each function is that of the profile that it was made of.
class any {
public:
    using multiplier_type = multiplier_value;

    explicit constexpr any(profile_value value) : value_(value) {}

    [[nodiscard]] constexpr profile_value value() const { return value_; }
    [[nodiscard]] constexpr std::string_view name() const { return profile_name(value_); }

    [[nodiscard]] affine_params parameters(real_range range, integer_target target) const {
        return visit_profile(value_, [&](auto each) { return each.parameters(range, target); });
    }
    [[nodiscard]] int quantize(float x, affine_params params, int lowest, int highest) const {
        return visit_profile(value_, [&](auto each) { return each.quantize(x, params, lowest, highest); });
    }
    [[nodiscard]] float dequantize(int q, affine_params params) const {
        return visit_profile(value_, [&](auto each) { return each.dequantize(q, params); });
    }
    [[nodiscard]] multiplier_value multiplier(double lhs, double rhs, double out) const {
        return visit_profile(value_, [&](auto each) { return to_multiplier_value(each.multiplier(lhs, rhs, out)); });
    }
    [[nodiscard]] int requantize(std::int32_t accumulator, const multiplier_value& m, int zero_point, int lowest,
                                 int highest) const {
        return visit_profile(value_, [&]<class Each>(Each each) {
            return each.requantize(accumulator, multiplier_as<typename Each::multiplier_type>(m), zero_point, lowest,
                                   highest);
        });
    }
    [[nodiscard]] std::int64_t bias(double b, double lhs, double rhs) const {
        return visit_profile(value_, [&](auto each) { return each.bias(b, lhs, rhs); });
    }
    [[nodiscard]] int clamp_bound(float bound, affine_params params, int lowest, int highest) const {
        return visit_profile(value_, [&](auto each) { return each.clamp_bound(bound, params, lowest, highest); });
    }

private:
    profile_value value_;
};

} // namespace quanta::profile
