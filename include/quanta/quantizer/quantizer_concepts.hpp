// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include <quanta/params/params_concepts.hpp>

namespace quanta::inline QUANTA_ABI {

/// A quantizer maps the reals of one tensor to integers and back: a scheme, a profile, and for each slice of the tensor
/// a scale and a zero point. Satisfied by `quantization<scheme<uint8, asymmetric, per_tensor>>`.
template <class T>
concept Quantizer = requires(const T& quantizer, std::size_t slice) {
    requires Scheme<typename T::scheme>;
    requires Profile<typename T::profile>;
    { quantizer.slices() } -> std::convertible_to<std::size_t>;
    { quantizer[slice] } -> std::convertible_to<affine_params>;
    { quantizer.scales() } -> std::convertible_to<std::span<const float>>;
    { quantizer.zero_points() } -> std::convertible_to<std::span<const std::int32_t>>;
};

} // namespace quanta
