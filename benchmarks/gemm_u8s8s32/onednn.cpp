// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8s32/operands.hpp>

namespace bench::gemm_u8s8s32 {

solution<std::int32_t> prepare_onednn(const peers::onednn_api& onednn, const std::shared_ptr<const operands>& data) {
    const auto result = std::make_shared<array<std::int32_t>>(data->shape.m * data->shape.n);
    return solution_of(onednn.matmul(data->shape,
                                     {peers::element::u8, peers::element::s32, data->input.data(), data->weights.data(),
                                      result->data()},
                                     &data->params, data->threads),
                       result, data);
}

} // namespace bench::gemm_u8s8s32
