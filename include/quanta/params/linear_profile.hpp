// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/params/any_profile.hpp>
#include <quanta/params/multiplier_value.hpp>
#include <quanta/params/params_concepts.hpp>
#include <quanta/params/profile_tflite.hpp>
#include <quanta/params/profile_tflite_single.hpp>
#include <quanta/params/profile_value.hpp>

namespace quanta::profile::inline QUANTA_ABI {
class any_linear;
} // namespace quanta::profile

namespace quanta::inline QUANTA_ABI {

namespace detail {

template <Profile Arithmetic>
struct linear_profile {
    using type = Arithmetic;
};
template <>
struct linear_profile<profile::tflite> {
    using type = profile::tflite_linear;
};
template <>
struct linear_profile<profile::tflite_single> : linear_profile<profile::tflite> {};
template <>
struct linear_profile<profile::any> {
    using type = profile::any_linear;
};

} // namespace detail

/// What fully connected layers do under a profile: the same, but under TensorFlow Lite's. A profile that derives from those
/// is its own.
template <Profile Arithmetic>
using linear_profile = typename detail::linear_profile<Arithmetic>::type;

} // namespace quanta

namespace quanta::profile::inline QUANTA_ABI {

/// `linear_profile` of a profile that is known at run time only. It is no `any`, whose accumulators are others.
class any_linear : private any {
public:
    using multiplier_type = multiplier_value;
    using any::bias;
    using any::clamp_bound;
    using any::dequantize;
    using any::name;
    using any::parameters;
    using any::quantize;
    using any::value;

    explicit constexpr any_linear(const any& profile) : any(profile) {}

    [[nodiscard]] multiplier_value multiplier(double lhs, double rhs, double out) const {
        return visit_profile(value(), [&]<class Each>(Each) {
            return to_multiplier_value(linear_profile<Each>::multiplier(lhs, rhs, out));
        });
    }
    [[nodiscard]] int requantize(std::int32_t accumulator, const multiplier_value& m, int zero_point, int lowest,
                                 int highest) const {
        return visit_profile(value(), [&]<class Each>(Each) {
            using own = linear_profile<Each>;
            return own::requantize(accumulator, multiplier_as<typename own::multiplier_type>(m), zero_point, lowest,
                                   highest);
        });
    }
};

} // namespace quanta::profile

namespace quanta::inline QUANTA_ABI {

/// A profile that is known at run time only.
template <class T>
concept KnownAtRunTime = std::same_as<T, profile::any> || std::same_as<T, profile::any_linear>;

template <Profile Arithmetic>
[[nodiscard]] constexpr linear_profile<Arithmetic> to_linear_profile(const Arithmetic& profile) {
    if constexpr (std::same_as<Arithmetic, profile::any>)
        return profile::any_linear(profile);
    else if constexpr (std::same_as<linear_profile<Arithmetic>, Arithmetic>)
        return profile;
    else
        return {};
}

} // namespace quanta
