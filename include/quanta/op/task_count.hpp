// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

#include <quanta/isa/target.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Values below which waking a thread costs more than it gains, where each is read, changed and written.
inline constexpr std::size_t values_per_task = std::size_t{1} << 15;

/// Into how many tasks `values` values are cut for an executor of `workers` workers.
[[nodiscard]] constexpr std::size_t task_count(std::size_t values, std::size_t workers) {
    return std::clamp<std::size_t>(values / values_per_task, 1, workers <= 1 ? 1 : 4 * workers);
}

} // namespace quanta::op
