// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <core/measure.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdio>

#include <benchmark/benchmark.h>

namespace bench {

namespace {

/// On a terminal, a line that tells what is being measured and for how long already.
void show_progress(const std::string& name) {
    static const bool visible = isatty(STDERR_FILENO) == 1;
    static const auto start = std::chrono::steady_clock::now();
    if (!visible) return;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    std::fprintf(stderr, "\r\033[K%5.0f s  %s", elapsed.count(), name.c_str());
}

void clear_progress() {
    if (isatty(STDERR_FILENO) == 1) std::fputs("\r\033[K", stderr);
}

/// Keeps the processor time of every repetition, and prints nothing.
class collector : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs)
            if (run.run_type == Run::RT_Iteration && run.iterations > 0)
                found.add(run.run_name.function_name, run.cpu_accumulated_time / static_cast<double>(run.iterations));
    }

    measurements found;
};

} // namespace

void add_benchmarks(const task_list& work) {
    for (const auto& each : work)
        for (const contender& who : each->contenders) {
            if (!who.selected) continue;
            const std::string name = each->name(who);
            benchmark::RegisterBenchmark(name.c_str(), [name, each, &who](benchmark::State& state) {
                show_progress(name);
                for (auto _ : state) {
                    who.run();
                    benchmark::ClobberMemory();
                }
                state.counters[each->unit] =
                    benchmark::Counter(each->amount, benchmark::Counter::kIsIterationInvariantRate);
            });
        }
}

measurements run_benchmarks() {
    collector results;
    benchmark::RunSpecifiedBenchmarks(&results, ".");
    clear_progress();
    return results.found;
}

} // namespace bench
