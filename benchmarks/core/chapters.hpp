// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <core/task.hpp>

namespace bench {

/// Tasks that are prepared, compared and timed together, the loops that limit them first.
using chapter = std::vector<std::shared_ptr<task>>;

/// One chapter for each size, in the order in which sizes come: all libraries and operations at that size are timed in
/// turn, within seconds of one another, and only one chapter's operands are in memory at a time.
[[nodiscard]] std::vector<chapter> chapters_of(const task_list& chosen);

} // namespace bench
