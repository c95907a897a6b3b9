// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/params/any_profile.hpp>
#include <quanta/params/linear_profile.hpp>
#include <quanta/params/rules/composed.hpp>
#include <quanta/params/rules/scaled_by_double.hpp>
#include <quanta/params/rules/scaled_in_double.hpp>
#include <quanta/params/rules/scaled_in_float.hpp>
#include <quanta/params/rules/scaled_once_rounded.hpp>
#include <quanta/params/rules/scaled_twice_rounded.hpp>

namespace quanta::inline QUANTA_ABI {

namespace detail {

/// What a profile that is not made of rules does with accumulators.
template <Profile Arithmetic>
struct own_accumulators {
    using multiplier_type = typename Arithmetic::multiplier_type;
    [[nodiscard]] static int requantize(std::int32_t accumulator, multiplier_type m, int zero_point, int lowest,
                                        int highest) {
        return Arithmetic::requantize(accumulator, m, zero_point, lowest, highest);
    }
};

template <Profile Arithmetic, bool ByRule = rule::RequantizesByRule<Arithmetic>>
struct accumulators_of {
    using type = typename Arithmetic::accumulators_rule;
};
template <Profile Arithmetic>
struct accumulators_of<Arithmetic, false> {
    using type = own_accumulators<Arithmetic>;
};

} // namespace detail

/// The rule by which a profile scales accumulators, `rule::scaled_in_float` for example. It decides which leaves run.
template <Profile Arithmetic>
using accumulators_of = typename detail::accumulators_of<Arithmetic>::type;

/// action(the rule): an empty type. The rules of `profile::any` are four, those of `profile::any_linear` three, whatever
/// the number of profiles.
template <Profile Arithmetic, class Action>
constexpr decltype(auto) visit_accumulators(const Arithmetic& profile, const Action& action) {
    if constexpr (std::same_as<Arithmetic, profile::any>) {
        switch (profile.value()) {
        case profile_value::tflite: return action(rule::scaled_twice_rounded{});
        case profile_value::tflite_single: return action(rule::scaled_once_rounded{});
        case profile_value::onnx_reference: return action(rule::scaled_in_double{});
        default: return action(rule::scaled_in_float{});
        }
    } else if constexpr (std::same_as<Arithmetic, profile::any_linear>) {
        switch (profile.value()) {
        case profile_value::tflite:
        case profile_value::tflite_single: return action(rule::scaled_by_double{});
        case profile_value::onnx_reference: return action(rule::scaled_in_double{});
        default: return action(rule::scaled_in_float{});
        }
    } else {
        return action(accumulators_of<Arithmetic>{});
    }
}

/// Whether accumulators are scaled by a `fixed_point_multiplier`.
template <Profile Arithmetic>
[[nodiscard]] constexpr bool scales_in_fixed_point(const Arithmetic& profile) {
    return visit_accumulators(
        profile, []<class Rule>(Rule) { return std::same_as<typename Rule::multiplier_type, fixed_point_multiplier>; });
}

} // namespace quanta
