// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_f32/operands.hpp>

namespace bench::gemm_f32 {

solution<float> prepare_onednn(const peers::onednn_api& onednn, const std::shared_ptr<const operands>& data) {
    const auto result = std::make_shared<array<float>>(data->shape.m * data->shape.n);
    return solution_of(onednn.matmul(data->shape,
                                     {peers::element::f32, peers::element::f32, data->input.data(),
                                      data->weights.data(), result->data()},
                                     nullptr, data->threads),
                       result, data, allowed(data->shape));
}

} // namespace bench::gemm_f32
