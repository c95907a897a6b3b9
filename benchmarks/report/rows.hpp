// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <core/measurements.hpp>
#include <core/task.hpp>

namespace bench {

/// The rate of one library.
struct library_rate {
    std::string library;
    double rate;
};

/// One line of the table: ours on one task, beside its peers. Rates are in `unit`; what was not measured is empty.
struct row {
    std::string operation, size, unit, library; ///< library: quanta or quanta_unpacked
    bool packs_in_call;
    double ours;
    std::vector<library_rate> peers;
    std::optional<library_rate> best_peer;
    std::optional<double> over_our_floats;  ///< speed relative to our FP32 operation
    std::optional<double> over_best_floats; ///< speed relative to the best FP32 operation found
    std::optional<double> percent_of_limit;

    [[nodiscard]] std::string name() const { return operation + "/" + library + "/" + size; }
    /// Ours relative to the best peer.
    [[nodiscard]] std::optional<double> ratio() const {
        return best_peer ? std::optional(ours / best_peer->rate) : std::nullopt;
    }
};

/// A row for each contender of ours. One that packs in the call has those peers that do, too.
[[nodiscard]] std::vector<row> make_rows(const task_list& work, const measurements& found);

/// By operation, in the order of `work`, and then by library; else as they are.
void sort_rows(std::vector<row>& rows, const task_list& work);

} // namespace bench
