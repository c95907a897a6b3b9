// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include <core/array.hpp>
#include <core/conv_cases.hpp>
#include <core/layer_params.hpp>
#include <core/task_of.hpp>
#include <peers/onednn/api.hpp>

namespace bench::conv_u8s8u8 {

/// A convolution in integers, depthwise where the shape has groups.
struct operands {
    using result_type = std::uint8_t;

    conv_shape shape;
    array<std::uint8_t> input;  // (N, H, H, IC), 0..127: two products fit 16 bits, no library saturates
    array<std::int8_t> weights; // (OC, K, K, IC / groups), -128..127
    layer_params params;
    std::size_t threads;
};

[[nodiscard]] operands make_operands(const conv_case& wanted);

[[nodiscard]] solution<std::uint8_t> prepare_quanta(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_onednn(const peers::onednn_api& onednn,
                                                    const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_xnnpack(const std::shared_ptr<const operands>& data);

/// `operation` by these libraries, the first of them quanta.
[[nodiscard]] std::shared_ptr<task> convolution(const char* operation, const char* in_floats, const conv_case& wanted,
                                                const std::vector<library<operands>>& libraries);

[[nodiscard]] task_list tasks();

} // namespace bench::conv_u8s8u8
