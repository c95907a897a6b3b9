// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iterator>
#include <span>
#include <vector>

#include <quanta/report/tensor_error.hpp>

namespace quanta::report::inline QUANTA_ABI {

/// The tensors that differ from their references, those of the lowest `sqnr_db` first; equals in their order.
[[nodiscard]] inline std::vector<named_error> worst_first(std::span<const named_error> rows) {
    std::vector<named_error> sorted;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(sorted),
                 [](const named_error& row) { return row.error.maximum_error > 0; });
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const named_error& a, const named_error& b) { return a.error.sqnr_db < b.error.sqnr_db; });
    return sorted;
}

} // namespace quanta::report
