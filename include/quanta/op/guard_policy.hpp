// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/target.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// What is done about a layer whose bias, sums or steps its accumulators cannot hold.
enum class guard_policy {
    refuse, ///< an error that names the layer and the output
    repair  ///< the weights get a wider scale, by little more than is needed, which is reported as a `guard_finding`
};

} // namespace quanta::op
