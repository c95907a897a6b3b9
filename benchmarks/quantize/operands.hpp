// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include <quanta/params/affine_params.hpp>

#include <core/array.hpp>
#include <core/task_of.hpp>
#include <peers/onednn/api.hpp>

namespace bench::quantize {

/// Reals and the parameters that turn them into bytes, u8 or s8; one value in ten is beyond the range.
template <class Byte>
struct operands {
    using result_type = Byte;

    array<float> reals;
    quanta::affine_params params;
};

// Each is defined for both types where its library is.

template <class Byte>
[[nodiscard]] solution<Byte> prepare_quanta(const std::shared_ptr<const operands<Byte>>& data);
template <class Byte>
[[nodiscard]] solution<Byte> prepare_onednn(const peers::onednn_api& onednn,
                                            const std::shared_ptr<const operands<Byte>>& data);
template <class Byte>
[[nodiscard]] solution<Byte> prepare_xnnpack(const std::shared_ptr<const operands<Byte>>& data);
template <class Byte>
[[nodiscard]] solution<Byte> prepare_eigen(const std::shared_ptr<const operands<Byte>>& data);

/// quantize_f32_u8 and quantize_f32_s8.
[[nodiscard]] task_list tasks();

} // namespace bench::quantize
