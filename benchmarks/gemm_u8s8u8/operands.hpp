// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <core/array.hpp>
#include <core/gemm_shape.hpp>
#include <core/layer_params.hpp>
#include <core/task_of.hpp>

namespace bench::gemm_u8s8u8 {

/// A layer in integers.
struct operands {
    using result_type = std::uint8_t;

    gemm_shape shape;
    array<std::uint8_t> input;  // (M, K)
    array<std::int8_t> weights; // (N, K), -128..127
    layer_params params;
};

/// Inputs are uniform over 0..`largest_input`. Up to 127, two products fit 16 bits: no library saturates.
[[nodiscard]] operands make_operands(const gemm_shape& shape, int largest_input);

[[nodiscard]] solution<std::uint8_t> prepare_quanta(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_onednn(const std::shared_ptr<const operands>& data);

[[nodiscard]] task_list tasks();

/// What quanta and oneDNN give for inputs up to 255, compared with plain loops. Throws if ours is not exact.
[[nodiscard]] std::string full_range_finding();

} // namespace bench::gemm_u8s8u8
