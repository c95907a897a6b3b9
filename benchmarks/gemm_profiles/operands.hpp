// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <core/task_of.hpp>
#include <gemm_u8s8u8/operands.hpp>

namespace bench::gemm_profiles {

using gemm_u8s8u8::operands;

[[nodiscard]] solution<std::uint8_t> prepare_xnnpack(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_onnx(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_pytorch(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_onnx_reference(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_tflite(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_tflite_single(const std::shared_ptr<const operands>& data);

[[nodiscard]] task_list tasks();

} // namespace bench::gemm_profiles
