// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_f32/operands.hpp>

#include <peers/mkl/api.hpp>

namespace bench::gemm_f32 {

solution<float> prepare_mkl(const std::shared_ptr<const operands>& data) {
    const auto result = std::make_shared<array<float>>(data->shape.m * data->shape.n);
    return solution_of(
        peers::mkl()->matmul_f32(data->shape, {peers::element::f32, peers::element::f32, data->input.data(),
                                               data->weights.data(), result->data()}),
        result, data, allowed(data->shape));
}

} // namespace bench::gemm_f32
