// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/op/activation.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Error unless lowest <= highest, so for NaN.
inline void check_activation(std::string_view operation, activation function) {
    check(function.lowest <= function.highest, operation, ": an activation from ", function.lowest, " to ",
          function.highest);
}

} // namespace quanta::op
