// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <conv_f32/operands.hpp>

namespace bench::depthwise_f32 {

using conv_f32::operands;

/// The other libraries have one convolution for both: `conv_f32`'s.
[[nodiscard]] solution<float> prepare_quanta(const std::shared_ptr<const operands>& data);

[[nodiscard]] task_list tasks();

} // namespace bench::depthwise_f32
