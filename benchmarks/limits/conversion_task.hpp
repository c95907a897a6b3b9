// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <core/element_cases.hpp>
#include <core/task.hpp>
#include <limits/limits.hpp>

namespace bench::limits {

/// Reals that become bytes, or bytes that become reals, at a rate that counts the reals; `loops` only read and write as much.
[[nodiscard]] inline task conversion_task(const char* operation, const element_case& each, task_list loops) {
    const double bytes = 4 * static_cast<double>(each.count);
    task work{operation, each.name(), "GB/s", bytes};
    work.bounds.push_back({std::move(loops), bytes});
    work.in_floats = "copy_f32";
    work.under = each.under;
    if (!each.under.cold()) work.beside.push_back(copy_of_floats(each.count));
    return work;
}

} // namespace bench::limits
