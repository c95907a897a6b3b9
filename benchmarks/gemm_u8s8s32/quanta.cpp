// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8s32/operands.hpp>

#include <gemm_u8s8u8/prepare_linear.hpp>

namespace bench::gemm_u8s8s32 {

solution<std::int32_t> prepare_quanta(const std::shared_ptr<const operands>& data) {
    return gemm_u8s8u8::prepare_linear<quanta::profile::quanta, quanta::int8>(data);
}

} // namespace bench::gemm_u8s8s32
