// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <conv_u8s8u8/operands.hpp>

namespace bench::depthwise_u8s8u8 {

using conv_u8s8u8::operands;

/// The other libraries have one convolution for both: `conv_u8s8u8`'s.
[[nodiscard]] solution<std::uint8_t> prepare_quanta(const std::shared_ptr<const operands>& data);

[[nodiscard]] task_list tasks();

} // namespace bench::depthwise_u8s8u8
