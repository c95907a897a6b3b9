// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include <quanta/params/affine_params.hpp>

#include <core/array.hpp>
#include <core/task_of.hpp>
#include <peers/onednn/api.hpp>

namespace bench::dequantize {

/// Bytes, u8 or s8, and the parameters that turn them into reals.
template <class Byte>
struct operands {
    using result_type = float;

    array<Byte> integers;
    quanta::affine_params params;
};

// Each is defined for both types where its library is.

template <class Byte>
[[nodiscard]] solution<float> prepare_quanta(const std::shared_ptr<const operands<Byte>>& data);
template <class Byte>
[[nodiscard]] solution<float> prepare_onednn(const peers::onednn_api& onednn,
                                             const std::shared_ptr<const operands<Byte>>& data);
template <class Byte>
[[nodiscard]] solution<float> prepare_xnnpack(const std::shared_ptr<const operands<Byte>>& data);
template <class Byte>
[[nodiscard]] solution<float> prepare_eigen(const std::shared_ptr<const operands<Byte>>& data);

/// dequantize_u8_f32 and dequantize_s8_f32.
[[nodiscard]] task_list tasks();

} // namespace bench::dequantize
