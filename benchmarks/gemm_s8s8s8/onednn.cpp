// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_s8s8s8/operands.hpp>

namespace bench::gemm_s8s8s8 {

solution<std::int8_t> prepare_onednn(const peers::onednn_api& onednn, const std::shared_ptr<const operands>& data) {
    const auto result = std::make_shared<array<std::int8_t>>(data->shape.m * data->shape.n);
    return solution_of(onednn.matmul(data->shape,
                                     {peers::element::s8, peers::element::s8, data->input.data(), data->weights.data(),
                                      result->data()},
                                     &data->params, data->threads),
                       result, data);
}

} // namespace bench::gemm_s8s8s8
