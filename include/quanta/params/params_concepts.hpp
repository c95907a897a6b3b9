// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/calibrator/integer_target.hpp>
#include <quanta/calibrator/real_range.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/params/affine_params.hpp>
#include <quanta/params/multiplier_value.hpp>
#include <quanta/tensor/tensor_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// A scheme says which integers a tensor is quantized to, whether zero sits in the middle, and what shares parameters.
/// Satisfied by `scheme<uint8, asymmetric, per_tensor>`.
template <class T>
concept Scheme = requires {
    typename T::format;
    typename T::storage_type;
    typename T::granularity;
    requires IntegerFormat<typename T::format>;
    requires Granularity<typename T::granularity>;
    { T::is_symmetric } -> std::convertible_to<bool>;
    { T::target } -> std::convertible_to<integer_target>;
};

/// A profile is one library's arithmetic, scalar by scalar: how a range becomes parameters, how values are rounded, and
/// how accumulators are scaled. Its functions are the definition; kernels must give their bits. `multiplier_type` is what
/// accumulators are scaled by. A profile made of rules (`rule::composed`) runs on vector leaves, another one a value at a
/// time. The functions of all profiles but `profile::any`, which is known at run time only, are static.
/// Satisfied by `profile::quanta`.
template <class T>
concept Profile = requires(const T& profile, real_range range, integer_target target, affine_params params, float x,
                           double s, std::int32_t q, int limit) {
    typename T::multiplier_type;
    requires Multiplier<typename T::multiplier_type>;
    { profile.parameters(range, target) } -> std::same_as<affine_params>;
    { profile.quantize(x, params, limit, limit) } -> std::same_as<int>;
    { profile.dequantize(limit, params) } -> std::same_as<float>;
    { profile.multiplier(s, s, s) } -> std::same_as<typename T::multiplier_type>;
    { profile.requantize(q, profile.multiplier(s, s, s), limit, limit, limit) } -> std::same_as<int>;
    { profile.bias(s, s, s) } -> std::same_as<std::int64_t>;
    { profile.clamp_bound(x, params, limit, limit) } -> std::same_as<int>;
};

} // namespace quanta
