// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <core/measurements.hpp>
#include <core/task.hpp>

namespace bench {

/// Keeps the time of every repetition, and prints nothing; with a path it writes Google Benchmark's JSON there.
/// Processor time on one thread; what the wall's clock says where there are more.
class recorder : public benchmark::BenchmarkReporter {
public:
    explicit recorder(const std::string& path);
    ~recorder() override;

    bool ReportContext(const Context& context) override;
    void ReportRuns(const std::vector<Run>& runs) override;

    /// What was measured since the last call.
    [[nodiscard]] measurements take();

private:
    measurements found_;
    std::ofstream file_;
    std::unique_ptr<benchmark::BenchmarkReporter> written_;
    bool begun_ = false;
};

/// Times every selected contender of `work`, repetitions in turn.
[[nodiscard]] measurements run_benchmarks(const task_list& work, recorder& record);

/// Prints the names of the selected contenders.
void list_benchmarks(const task_list& work);

} // namespace bench
