// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_u8s8u8/operands.hpp>

#include <peers/xnnpack/xnnpack.hpp>

namespace bench::gemm_u8s8u8 {

solution<std::uint8_t> prepare_xnnpack(const std::shared_ptr<const operands>& data) {
    const auto result = std::make_shared<array<std::uint8_t>>(data->shape.m * data->shape.n);
    return solution_of(peers::xnnpack_convolution_u8(peers::as_convolution(data->shape), data->input.data(),
                                                     data->weights.data(), data->params, result->data(), data->threads),
                       result, data, peers::xnnpack_rounding());
}

} // namespace bench::gemm_u8s8u8
