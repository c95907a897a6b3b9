// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include <core/task_of.hpp>
#include <gemm_u8s8u8/operands.hpp>
#include <peers/onednn/api.hpp>

namespace bench::gemm_u8s8s32 {

/// The layer of `gemm_u8s8u8` up to its accumulators: the input has a zero point, nothing is requantized.
struct operands : gemm_u8s8u8::operands {
    using result_type = std::int32_t;
};

[[nodiscard]] solution<std::int32_t> prepare_quanta(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::int32_t> prepare_onednn(const peers::onednn_api& onednn,
                                                    const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::int32_t> prepare_gemmlowp(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::int32_t> prepare_mkl(const std::shared_ptr<const operands>& data);

[[nodiscard]] task_list tasks();

} // namespace bench::gemm_u8s8s32
