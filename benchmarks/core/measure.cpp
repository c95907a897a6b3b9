// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <core/measure.hpp>

#include <time.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <iostream>
#include <stdexcept>
#include <utility>

#include <core/cold_caches.hpp>

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

/// Seconds of the calling thread's processor time; of the wall's where more than one thread works.
double now(std::size_t threads) {
    timespec time{};
    clock_gettime(threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

void run_hot(benchmark::State& state, const contender& who) {
    for (auto _ : state) {
        who.run();
        benchmark::ClobberMemory();
    }
}

void run_flushed(benchmark::State& state, const contender& who, std::size_t threads) {
    for (auto _ : state) {
        flush_caches();
        const double start = now(threads);
        who.run();
        benchmark::ClobberMemory();
        state.SetIterationTime(now(threads) - start);
    }
}

void add_benchmark(const std::shared_ptr<task>& work, const contender& who) {
    const std::string name = work->name(who);
    const bool flushed = work->under.caches == cache_state::flushed;
    auto* added = benchmark::RegisterBenchmark(name.c_str(), [name, work, &who, flushed](benchmark::State& state) {
        show_progress(name);
        if (flushed)
            run_flushed(state, who, work->under.threads);
        else
            run_hot(state, who);
        state.counters[work->unit] = benchmark::Counter(work->amount, benchmark::Counter::kIsIterationInvariantRate);
    });
    constexpr int flushes = 10; // of one repetition; each takes longer than most runs
    if (flushed)
        added->UseManualTime()->Iterations(flushes);
    else if (work->under.threads > 1)
        added->UseRealTime();
}

} // namespace

recorder::recorder(const std::string& path) {
    if (path.empty()) return;
    file_.open(path);
    if (!file_) throw std::runtime_error("--benchmark_out='" + path + "': cannot be written");
    written_ = std::make_unique<benchmark::JSONReporter>();
    written_->SetOutputStream(&file_);
    written_->SetErrorStream(&std::cerr);
}

recorder::~recorder() {
    if (written_ && begun_) written_->Finalize();
}

bool recorder::ReportContext(const Context& context) {
    if (written_ && !begun_) written_->ReportContext(context);
    begun_ = true;
    return true;
}

void recorder::ReportRuns(const std::vector<Run>& runs) {
    if (written_) written_->ReportRuns(runs);
    for (const Run& run : runs) {
        if (run.run_type != Run::RT_Iteration || run.iterations == 0) continue;
        // Google Benchmark says in a name's last part that what counts is not processor time.
        const bool other_time = !run.run_name.time_type.empty();
        const double seconds = other_time ? run.real_accumulated_time : run.cpu_accumulated_time;
        found_.add(run.run_name.function_name, seconds / static_cast<double>(run.iterations));
    }
}

measurements recorder::take() { return std::exchange(found_, {}); }

measurements run_benchmarks(const task_list& work, recorder& record) {
    benchmark::ClearRegisteredBenchmarks();
    for (const auto& each : work)
        for (const contender& who : each->contenders)
            if (who.selected) add_benchmark(each, who);
    benchmark::RunSpecifiedBenchmarks(&record, ".");
    clear_progress();
    return record.take();
}

void list_benchmarks(const task_list& work) {
    for (const auto& each : work)
        for (const contender& who : each->contenders)
            if (who.selected) std::cout << each->name(who) << '\n';
}

} // namespace bench
