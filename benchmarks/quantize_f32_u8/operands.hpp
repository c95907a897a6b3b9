// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include <quanta/params/affine_params.hpp>

#include <core/array.hpp>
#include <core/task_of.hpp>

namespace bench::quantize_f32_u8 {

/// Reals and the parameters that turn them into bytes; one value in ten is beyond the range.
struct operands {
    using result_type = std::uint8_t;

    array<float> reals;
    quanta::affine_params params;
};

[[nodiscard]] solution<std::uint8_t> prepare_quanta(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_onednn(const std::shared_ptr<const operands>& data);
[[nodiscard]] solution<std::uint8_t> prepare_eigen(const std::shared_ptr<const operands>& data);

[[nodiscard]] task_list tasks();

} // namespace bench::quantize_f32_u8
