// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <core/task.hpp>

namespace bench {

/// The tasks of which a contender's name matches Google Benchmark's filter (an extended regular expression; a leading
/// minus inverts it), without the loops that limit them.
[[nodiscard]] task_list select(const task_list& all, const std::string& filter);

} // namespace bench
