// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <core/task.hpp>

namespace bench {

/// The times of a run, by benchmark.
class measurements {
public:
    /// One repetition: seconds of processor time for one run of the work.
    void add(const std::string& name, double seconds) { seconds_[name].push_back(seconds); }

    /// Takes the times of `other`, too.
    void merge(const measurements& other);

    /// The median over the repetitions; empty if the benchmark was not measured.
    [[nodiscard]] std::optional<double> seconds(const task& work, const contender& who) const;

    /// In the task's unit: a thousand million operations or bytes a second.
    [[nodiscard]] std::optional<double> rate(const task& work, const contender& who) const;

    /// Half the distance between the quartiles, as a share of the median: how noisy a benchmark was.
    struct spread {
        double typical = 0; ///< median over all benchmarks
        double worst = 0;
        std::string worst_name;
    };
    [[nodiscard]] spread noise() const;

    [[nodiscard]] bool empty() const { return seconds_.empty(); }

private:
    std::map<std::string, std::vector<double>> seconds_;
};

} // namespace bench
