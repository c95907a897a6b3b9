// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <core/array.hpp>
#include <core/conv_cases.hpp>
#include <core/task_of.hpp>
#include <peers/onednn/api.hpp>

namespace bench::conv_f32 {

/// A convolution, depthwise where the shape has groups.
struct operands {
    using result_type = float;

    conv_shape shape;
    array<float> input;   // (N, H, H, IC), in [-1, 1)
    array<float> weights; // (OC, K, K, IC / groups), in [-1, 1)
    std::size_t threads;
};

[[nodiscard]] operands make_operands(const conv_case& wanted);

/// Libraries add the products of a sum in different orders: a millionth of a product for each, which wrong elements exceed
/// by far.
[[nodiscard]] inline tolerance allowed(const conv_shape& shape) {
    return {1e-6 * static_cast<double>(shape.depth()), 1, "1e-6 K K IC, for sums in another order"};
}

[[nodiscard]] solution<float> prepare_quanta(const std::shared_ptr<const operands>& data);
/// Images in memory as given, (N, H, W, C).
[[nodiscard]] solution<float> prepare_onednn(const peers::onednn_api& onednn,
                                             const std::shared_ptr<const operands>& data);
/// Images in the order that oneDNN prefers, which it gets and leaves them in.
[[nodiscard]] solution<float> prepare_onednn_order(const peers::onednn_api& onednn,
                                                   const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<float> prepare_xnnpack(const std::shared_ptr<const operands>& data);
/// Only the matrix product of the convolution: (N OH OW, K K IC) patches, gathered beforehand, times the weights.
[[nodiscard]] solution<float> prepare_openblas_product(const std::shared_ptr<const operands>& data);

/// `operation` by these libraries, the first of them quanta.
[[nodiscard]] std::shared_ptr<task> convolution(const char* operation, const conv_case& wanted,
                                                const std::vector<library<operands>>& libraries);

[[nodiscard]] task_list tasks();

} // namespace bench::conv_f32
