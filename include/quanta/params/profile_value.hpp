// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/core/diagnostics.hpp>
#include <quanta/params/profiles.hpp>

namespace quanta {

/// Whose arithmetic integers follow, known at run time only. Files name it (`profile_name`).
enum class profile_value { quanta, tflite, tflite_single, xnnpack, onnx, onnx_reference, pytorch, tensorrt, aimet };

} // namespace quanta

namespace quanta::inline QUANTA_ABI {

inline constexpr std::array known_profiles{
    profile_value::quanta,  profile_value::tflite,   profile_value::tflite_single,
    profile_value::xnnpack, profile_value::onnx,     profile_value::onnx_reference,
    profile_value::pytorch, profile_value::tensorrt, profile_value::aimet};

/// action(the profile): each is an empty type.
template <class Action>
constexpr decltype(auto) visit_profile(profile_value value, const Action& action) {
    switch (value) {
    case profile_value::quanta: return action(profile::quanta{});
    case profile_value::tflite: return action(profile::tflite{});
    case profile_value::tflite_single: return action(profile::tflite_single{});
    case profile_value::xnnpack: return action(profile::xnnpack{});
    case profile_value::onnx: return action(profile::onnx{});
    case profile_value::onnx_reference: return action(profile::onnx_reference{});
    case profile_value::pytorch: return action(profile::pytorch{});
    case profile_value::tensorrt: return action(profile::tensorrt{});
    case profile_value::aimet: return action(profile::aimet{});
    }
    fail("profile: ", static_cast<int>(value), " is none of those known");
}

[[nodiscard]] constexpr std::string_view profile_name(profile_value value) {
    return visit_profile(value, []<class Arithmetic>(Arithmetic) { return Arithmetic::name; });
}

/// The profile of that name; none if there is none.
[[nodiscard]] constexpr std::optional<profile_value> find_profile(std::string_view name) {
    for (const profile_value each : known_profiles)
        if (profile_name(each) == name) return each;
    return std::nullopt;
}

namespace detail {

template <class Arithmetic>
[[nodiscard]] consteval std::optional<profile_value> value_of_profile() {
    for (const profile_value each : known_profiles)
        if (visit_profile(each, []<class Known>(Known) { return std::same_as<Known, Arithmetic>; })) return each;
    return std::nullopt;
}

} // namespace detail

/// Whether the profile is one of the library's.
template <class T>
concept KnownProfile = Profile<T> && detail::value_of_profile<T>()
.has_value();

template <KnownProfile Arithmetic>
inline constexpr profile_value profile_value_of = *detail::value_of_profile<Arithmetic>();

} // namespace quanta
