// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_f32/operands.hpp>

#include <cblas.h>

namespace bench::gemm_f32 {

solution<float> prepare_openblas(const std::shared_ptr<const operands>& data) {
    const auto m = static_cast<blasint>(data->shape.m), n = static_cast<blasint>(data->shape.n),
               k = static_cast<blasint>(data->shape.k);
    const auto result = std::make_shared<array<float>>(data->shape.m * data->shape.n);
    const auto run = [=] {
        openblas_set_num_threads(static_cast<int>(data->threads));
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1.0F, data->input.data(), k, data->weights.data(),
                    k, 0.0F, result->data(), n);
    };
    return {run, *result, allowed(data->shape)};
}

} // namespace bench::gemm_f32
