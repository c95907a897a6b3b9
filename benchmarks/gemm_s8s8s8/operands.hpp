// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include <core/array.hpp>
#include <core/gemm_shape.hpp>
#include <core/layer_params.hpp>
#include <core/task_of.hpp>
#include <peers/onednn/api.hpp>

namespace bench::gemm_s8s8s8 {

/// The layer of `gemm_u8s8u8` with 128 taken from every input, every result and their zero points.
struct operands {
    using input_type = std::int8_t;
    using result_type = std::int8_t;

    gemm_shape shape;
    array<std::int8_t> input; // (M, K), -128..-1: a library that adds 128 to them and pairs products does not saturate
    array<std::int8_t> weights; // (N, K), -128..127
    layer_params params;
    std::size_t threads;
};

[[nodiscard]] solution<std::int8_t> prepare_quanta(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::int8_t> prepare_onednn(const peers::onednn_api& onednn,
                                                   const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::int8_t> prepare_xnnpack(const std::shared_ptr<const operands>& data);

[[nodiscard]] task_list tasks();

} // namespace bench::gemm_s8s8s8
