// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <vector>

#include <core/measurements.hpp>
#include <core/task.hpp>
#include <report/rows.hpp>

namespace bench {

/// The rates of the loops that say what the machine can do.
void print_limits(std::ostream& out, const task_list& work, const measurements& found);

/// One table for each operation: rates, the ratio to the best peer and to FP32, the share of the machine's limit; below
/// it the ratio to each peer over all sizes.
void print_tables(std::ostream& out, const std::vector<row>& rows);

} // namespace bench
