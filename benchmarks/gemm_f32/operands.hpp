// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <core/array.hpp>
#include <core/gemm_shape.hpp>
#include <core/task_of.hpp>
#include <peers/onednn/api.hpp>

namespace bench::gemm_f32 {

struct operands {
    using result_type = float;

    gemm_shape shape;
    array<float> input;   // (M, K), in [-1, 1)
    array<float> weights; // (N, K), in [-1, 1)
    std::size_t threads;
};

/// Libraries add the products of a sum in different orders: a millionth of a product for each, which wrong elements exceed
/// by far.
[[nodiscard]] inline tolerance allowed(const gemm_shape& shape) {
    return {1e-6 * static_cast<double>(shape.k), 1, "1e-6 K, for sums in another order"};
}

/// Weights packed beforehand.
[[nodiscard]] solution<float> prepare_quanta(const std::shared_ptr<const operands>& data);
/// Weights packed in the call, as OpenBLAS and Eigen do.
[[nodiscard]] solution<float> prepare_quanta_unpacked(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<float> prepare_onednn(const peers::onednn_api& onednn,
                                             const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<float> prepare_xnnpack(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<float> prepare_mkl(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<float> prepare_openblas(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<float> prepare_eigen(const std::shared_ptr<const operands>& data);

/// All shapes, and `sweep`.
[[nodiscard]] task_list tasks(const std::vector<gemm_shape>& sweep);

} // namespace bench::gemm_f32
