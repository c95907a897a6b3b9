// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/op/byte_storage.hpp>
#include <quanta/op/fixed_output.hpp>
#include <quanta/op/table.hpp>
#include <quanta/params/profile_tflite.hpp>

namespace quanta::op::inline QUANTA_ABI {

// As TensorFlow Lite fills its tables, with functions of floats: kernels/internal/common.h, LUTPopulateInt8.

/// round(256 / (1 + exp(-x))) + zero point, x = float(q - zero point) * scale, ties away from zero; in floats. The output has
/// the parameters `fixed_output<T>::share`. Error: a scale or zero point that is none.
template <ByteStorage T>
[[nodiscard]] table<T, T, profile::tflite> tflite_logistic(affine_params input) {
    const auto logistic = [](float x) { return 1.0F / (1.0F + __builtin_expf(-x)); };
    return {logistic, input, fixed_output<T>::share, whole_range<T>()};
}

/// round(128 tanh(x)) + zero point likewise, with the parameters `fixed_output<T>::tanh`.
template <ByteStorage T>
[[nodiscard]] table<T, T, profile::tflite> tflite_tanh(affine_params input) {
    const auto tanh = [](float x) { return __builtin_tanhf(x); };
    return {tanh, input, fixed_output<T>::tanh, whole_range<T>()};
}

} // namespace quanta::op
