// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include <calibrate_entropy/operands.hpp>
#include <conv_f32/operands.hpp>
#include <conv_u8s8u8/operands.hpp>
#include <core/comparison_log.hpp>
#include <core/measure.hpp>
#include <core/selection.hpp>
#include <depthwise_f32/operands.hpp>
#include <depthwise_u8s8u8/operands.hpp>
#include <dequantize_s8_f32/operands.hpp>
#include <gemm_f32/operands.hpp>
#include <gemm_profiles/operands.hpp>
#include <gemm_u8s8u8/operands.hpp>
#include <observe_histogram/operands.hpp>
#include <peers/peers.hpp>
#include <quantize_f32_u8/operands.hpp>
#include <report/summary.hpp>
#include <report/table.hpp>

namespace {

using namespace bench;

/// Repetitions of all benchmarks alternate at random, so that what slows the machine down for a while slows all down.
/// Options of the command line come later and win.
std::vector<std::string> arguments(int argc, char** argv) {
    std::vector<std::string> all{argv[0], "--benchmark_enable_random_interleaving=true", "--benchmark_repetitions=11",
                                 "--benchmark_min_time=0.05"};
    all.insert(all.end(), argv + 1, argv + argc);
    return all;
}

/// Hands the arguments to Google Benchmark. False if one of them is unknown.
bool initialize(std::vector<std::string>& all) {
    std::vector<char*> pointers;
    for (std::string& each : all) pointers.push_back(each.data());
    pointers.push_back(nullptr);
    int count = static_cast<int>(all.size());
    benchmark::Initialize(&count, pointers.data());
    return !benchmark::ReportUnrecognizedArguments(count, pointers.data());
}

bool only_lists(const std::vector<std::string>& all) {
    bool lists = false;
    for (const std::string_view each : all)
        if (each.starts_with("--benchmark_list_tests")) lists = !each.ends_with("=false");
    return lists;
}

task_list all_tasks() {
    task_list all;
    for (const task_list& some :
         {gemm_u8s8u8::tasks(), gemm_profiles::tasks(), gemm_f32::tasks(), conv_u8s8u8::tasks(), conv_f32::tasks(),
          depthwise_u8s8u8::tasks(), depthwise_f32::tasks(), quantize_f32_u8::tasks(), dequantize_s8_f32::tasks(),
          observe_histogram::tasks(), calibrate_entropy::tasks()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

bool contains(const task_list& work, std::string_view operation) {
    for (const auto& each : work)
        if (each->operation == operation) return true;
    return false;
}

void print_machine(const summary& report) {
    std::cout << "quanta on " << report.where.isa << "; " << report.where.cpu << "; " << report.where.compiler << ", "
              << report.where.flags << '\n';
    for (const std::string& peer : report.peers) std::cout << "  " << peer << '\n';
    if (load() > 1.2) std::cout << "  " << load() << " processes want a processor: expect noise\n";
    std::cout << std::flush;
}

/// Makes every operand and compares every result, before anything is timed.
void prepare(const task_list& work, summary& report) {
    for (const auto& each : work) each->prepare(*each);
    if (contains(work, "gemm_u8s8u8")) report.full_range = gemm_u8s8u8::full_range_finding();
    std::cout << "\nResults compared with ours before anything is timed\n";
    print_comparisons(std::cout);
    if (!report.full_range.empty()) std::cout << "  " << report.full_range << '\n';
    std::cout << std::flush;
}

void print_results(const task_list& work, const measurements& found, const summary& report) {
    print_limits(std::cout, work, found);
    print_tables(std::cout, report.rows);
    const measurements::spread noise = found.noise();
    std::cout << "\nMedians of processor time on one thread; half the quartile distance is " << 100 * noise.typical
              << " % of the median, at worst " << 100 * noise.worst << " % in " << noise.worst_name << '\n';
}

int run(int argc, char** argv) {
    std::vector<std::string> options = arguments(argc, argv);
    if (!initialize(options)) return 1;
    const task_list work = select(all_tasks(), benchmark::GetBenchmarkFilter());
    if (work.empty()) throw std::runtime_error("no benchmark's name matches '" + benchmark::GetBenchmarkFilter() + "'");
    add_benchmarks(work);
    if (only_lists(options)) {
        static_cast<void>(run_benchmarks());
        return 0;
    }
    summary report{this_machine(), peers::start_all(), {}, {}};
    print_machine(report);
    prepare(work, report);
    const measurements found = run_benchmarks();
    report.rows = make_rows(work, found);
    print_results(work, found, report);
    write_summary(QUANTA_BENCH_SUMMARY, report);
    std::cout << "Written: " << QUANTA_BENCH_SUMMARY << '\n';
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& problem) {
        std::cerr << "bench: " << problem.what() << '\n';
        return 1;
    }
}
