// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8s32/operands.hpp>

#include <tuple>

#include <peers/gemmlowp/gemmlowp.hpp>

namespace bench::gemm_u8s8s32 {

solution<std::int32_t> prepare_gemmlowp(const std::shared_ptr<const operands>& data) {
    const auto result = std::make_shared<array<std::int32_t>>(data->shape.m * data->shape.n);
    return solution_of(peers::gemmlowp_product(
                           data->shape, data->input.data(), data->weights, data->params.input.zero_point,
                           result->data(), [] { return std::tuple<>(); }, data->threads),
                       result, data);
}

} // namespace bench::gemm_u8s8s32
