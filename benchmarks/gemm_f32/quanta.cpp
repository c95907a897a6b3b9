// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <gemm_f32/operands.hpp>

#include <utility>

#include <core/team.hpp>
#include <quanta/core.hpp>
#include <quanta/op/float_linear.hpp>
#include <quanta/op/float_matmul.hpp>

namespace bench::gemm_f32 {

solution<float> prepare_quanta(const std::shared_ptr<const operands>& data) {
    const auto [m, n, k] = data->shape;
    const auto layer = std::make_shared<const quanta::op::float_linear>(
        quanta::view(data->weights.data(), {n, k}), std::span<const float>{}, quanta::op::activation::none);
    const team workers(data->threads);
    const auto memory = std::make_shared<quanta::aligned_buffer>(layer->workspace_bytes(m, workers.workers()));
    const auto result = std::make_shared<array<float>>(m * n);
    const auto input = quanta::view(data->input.data(), {m, k});
    const auto output = quanta::view(result->data(), {m, n});
    const auto run = [=, keep = std::pair(data, result)] {
        layer->run(input, output, {memory->data(), memory->size()}, workers);
    };
    return {run, *result};
}

solution<float> prepare_quanta_unpacked(const std::shared_ptr<const operands>& data) {
    const auto [m, n, k] = data->shape;
    const auto input = quanta::view(data->input.data(), {m, k});
    const auto weights = quanta::transposed(quanta::view(data->weights.data(), {n, k}));
    const team workers(data->threads);
    const auto memory =
        std::make_shared<quanta::aligned_buffer>(quanta::op::matmul_workspace_bytes(input, weights, workers.workers()));
    const auto result = std::make_shared<array<float>>(m * n);
    const auto output = quanta::view(result->data(), {m, n});
    const auto run = [=, keep = std::pair(data, result)] {
        quanta::op::matmul(input, weights, output, {memory->data(), memory->size()}, workers);
    };
    return {run, *result};
}

} // namespace bench::gemm_f32
