// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <gemm_u8s8u8/operands.hpp>

#include <quanta/core.hpp>
#include <quanta/op/linear.hpp>
#include <quanta/params.hpp>

namespace bench::gemm_u8s8u8 {

/// `op::linear` under a profile, with weights of this format.
template <quanta::Profile Arithmetic, quanta::IntegerFormat Format = quanta::int8>
[[nodiscard]] solution<std::uint8_t> prepare_linear(const std::shared_ptr<const operands>& data) {
    using activations = quanta::scheme<quanta::uint8, quanta::asymmetric, quanta::per_tensor>;
    using weights = quanta::scheme<Format, quanta::symmetric, quanta::per_channel<0>>;
    using layer_type = quanta::op::linear<activations, weights, Arithmetic>;

    const auto [m, n, k] = data->shape;
    const std::vector<std::int32_t> zero_points(n);
    const auto layer = std::make_shared<const layer_type>(
        quanta::view(data->weights.data(), {n, k}),
        quanta::quantization<weights, Arithmetic>(data->params.weight_scales, zero_points), std::span<const float>{},
        data->params.input, data->params.output, quanta::op::activation::none);
    const quanta::tensor_view<const std::uint8_t, 2> input = quanta::view(data->input.data(), {m, k});
    const auto memory = std::make_shared<quanta::aligned_buffer>(layer->workspace_bytes(input, 1));
    const auto result = std::make_shared<array<std::uint8_t>>(m * n);
    const auto output = quanta::view(result->data(), {m, n});
    const auto run = [=, keep = std::pair(data, result)] {
        layer->run(input, output, {memory->data(), memory->size()});
    };
    return {run, *result};
}

} // namespace bench::gemm_u8s8u8
