// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <report/machine.hpp>
#include <report/rows.hpp>

namespace bench {

/// Everything that the summary holds.
struct summary {
    machine where;
    std::vector<std::string> peers; ///< versions and settings
    unsigned sweep_seed;            ///< of the random shapes
    std::string full_range;         ///< what saturates; empty if it was not looked at
    std::vector<row> rows;
};

/// Writes `report` as JSON. Throws if the file cannot be written.
void write_summary(const std::string& path, const summary& report);

} // namespace bench
