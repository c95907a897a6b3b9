// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/measurements.hpp>
#include <core/task.hpp>

namespace bench {

/// Makes every selected contender of `work` known to Google Benchmark under its name.
void add_benchmarks(const task_list& work);

/// Runs what was added, or lists it where that was asked for; then the result is empty.
[[nodiscard]] measurements run_benchmarks();

} // namespace bench
