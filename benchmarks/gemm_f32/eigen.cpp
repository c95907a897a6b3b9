// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_f32/operands.hpp>

#include <Eigen/Core>

namespace bench::gemm_f32 {

solution<float> prepare_eigen(const std::shared_ptr<const operands>& data) {
    using matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto m = static_cast<Eigen::Index>(data->shape.m), n = static_cast<Eigen::Index>(data->shape.n),
               k = static_cast<Eigen::Index>(data->shape.k);
    const auto result = std::make_shared<array<float>>(data->shape.m * data->shape.n);
    const auto run = [=] {
        const Eigen::Map<const matrix> input(data->input.data(), m, k), weights(data->weights.data(), n, k);
        Eigen::Map<matrix>(result->data(), m, n).noalias() = input * weights.transpose();
    };
    return {run, *result, allowed(data->shape)};
}

} // namespace bench::gemm_f32
