// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <type_traits>

#include <quanta/isa/target.hpp>
#include <quanta/params/affine_params.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The scales and zero points that TensorFlow Lite fixes for the outputs of functions whose range is known, for values stored
/// in a T: std::int8_t, std::uint8_t or std::int16_t. Source: its quantization specification, and kernels/activations.cc.
template <class T>
struct fixed_output {
    /// Of logistic and softmax: [0, 1].
    static constexpr affine_params share =
        sizeof(T) == 2 ? affine_params{0x1p-15F, 0} : affine_params{0x1p-8F, std::is_signed_v<T> ? -128 : 0};
    /// Of tanh: [-1, 1].
    static constexpr affine_params tanh =
        sizeof(T) == 2 ? affine_params{0x1p-15F, 0} : affine_params{0x1p-7F, std::is_signed_v<T> ? 0 : 128};
};

} // namespace quanta::op
