// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include <quanta/params/affine_params.hpp>

#include <core/array.hpp>
#include <core/task_of.hpp>

namespace bench::dequantize_s8_f32 {

/// Bytes and the parameters that turn them into reals.
struct operands {
    using result_type = float;

    array<std::int8_t> integers;
    quanta::affine_params params;
};

[[nodiscard]] solution<float> prepare_quanta(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<float> prepare_onednn(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<float> prepare_eigen(const std::shared_ptr<const operands>& data);

[[nodiscard]] task_list tasks();

} // namespace bench::dequantize_s8_f32
