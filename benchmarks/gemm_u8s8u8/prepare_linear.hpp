// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <gemm_u8s8u8/operands.hpp>

#include <core/team.hpp>
#include <quanta/core.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/op/linear.hpp>
#include <quanta/params.hpp>

namespace bench::gemm_u8s8u8 {

/// `op::linear` under a profile, with weights of this format.
template <quanta::Profile Arithmetic, quanta::IntegerFormat Format = quanta::int8, class Operands = operands>
[[nodiscard]] solution<typename Operands::result_type> prepare_linear(const std::shared_ptr<const Operands>& data) {
    using input_type = typename Operands::input_type;
    using result_type = typename Operands::result_type;
    using input_format = std::conditional_t<std::is_signed_v<input_type>, quanta::int8, quanta::uint8>;
    using activations = quanta::scheme<input_format, quanta::asymmetric, quanta::per_tensor>;
    using weights = quanta::scheme<Format, quanta::symmetric, quanta::per_channel<0>>;
    using layer_type = quanta::op::linear<activations, weights, Arithmetic>;

    const auto [m, n, k] = data->shape;
    const std::vector<std::int32_t> zero_points(n);
    const auto layer = std::make_shared<const layer_type>(
        quanta::view(data->weights.data(), {n, k}),
        quanta::quantization<weights, Arithmetic>(data->params.weight_scales, zero_points), std::span<const float>{},
        data->params.input, data->params.output, quanta::op::activation::none);
    const quanta::tensor_view<const input_type, 2> input = quanta::view(data->input.data(), {m, k});
    const team workers(data->threads);
    const auto memory = std::make_shared<quanta::aligned_buffer>(layer->workspace_bytes(input, workers.workers()));
    const auto result = std::make_shared<array<result_type>>(m * n);
    const quanta::tensor_view<result_type, 2> output = quanta::view(result->data(), {m, n});
    const auto run = [=, keep = std::pair(data, result)] {
        const std::span<std::byte> pieces{memory->data(), memory->size()};
        if constexpr (std::is_same_v<result_type, std::int32_t>) {
            const quanta::epilogue::store<std::int32_t> accumulators{output.data(), output.stride(0)};
            layer->run(input, quanta::epilogue::pipeline{accumulators}, pieces, workers);
        } else {
            layer->run(input, output, pieces, workers);
        }
    };
    return {run, *result};
}

} // namespace bench::gemm_u8s8u8
