// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include <core/array.hpp>
#include <core/conv_shape.hpp>
#include <core/layer_params.hpp>
#include <core/task_of.hpp>

namespace bench::conv_u8s8u8 {

/// A convolution in integers, depthwise where the shape has groups.
struct operands {
    using result_type = std::uint8_t;

    conv_shape shape;
    array<std::uint8_t> input;  // (N, H, H, IC), 0..127: two products fit 16 bits, no library saturates
    array<std::int8_t> weights; // (OC, K, K, IC / groups), -128..127
    layer_params params;
};

[[nodiscard]] operands make_operands(const conv_shape& shape);

[[nodiscard]] solution<std::uint8_t> prepare_quanta(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_onednn(const std::shared_ptr<const operands>& data);

/// The products, and where each byte is used a few times only, reading the operands.
[[nodiscard]] std::vector<bound> bounds_of(const conv_shape& shape);

[[nodiscard]] task_list tasks();

} // namespace bench::conv_u8s8u8
