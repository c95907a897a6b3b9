// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
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
#include <core/chapters.hpp>
#include <core/comparison_log.hpp>
#include <core/gemm_cases.hpp>
#include <core/measure.hpp>
#include <core/options.hpp>
#include <core/selection.hpp>
#include <depthwise_f32/operands.hpp>
#include <depthwise_u8s8u8/operands.hpp>
#include <dequantize/operands.hpp>
#include <gemm_f32/operands.hpp>
#include <gemm_profiles/operands.hpp>
#include <gemm_s8s8s8/operands.hpp>
#include <gemm_u8s8s32/operands.hpp>
#include <gemm_u8s8u8/operands.hpp>
#include <observe_histogram/operands.hpp>
#include <peers/peers.hpp>
#include <quantize/operands.hpp>
#include <report/summary.hpp>
#include <report/table.hpp>

namespace {

using namespace bench;

task_list all_tasks(const std::vector<gemm_shape>& sweep) {
    task_list all;
    for (const task_list& some :
         {gemm_u8s8u8::tasks(sweep), gemm_s8s8s8::tasks(), gemm_u8s8s32::tasks(), gemm_profiles::tasks(),
          gemm_f32::tasks(sweep), conv_u8s8u8::tasks(), conv_f32::tasks(), depthwise_u8s8u8::tasks(),
          depthwise_f32::tasks(), quantize::tasks(), dequantize::tasks(), observe_histogram::tasks(),
          calibrate_entropy::tasks()})
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
    std::cout << "  --sweep_seed=" << report.sweep_seed << " gives the same random shapes again\n";
    if (load() > 1.2) std::cout << "  " << load() << " processes want a processor: expect noise\n";
    std::cout << std::flush;
}

/// Makes operands and compares results, times all in turn, and lets go of the operands.
measurements time_chapter(const chapter& work, recorder& record) {
    for (const auto& each : work) each->prepare(*each);
    measurements found = run_benchmarks(work, record);
    for (const auto& each : work)
        for (contender& who : each->contenders) who.run = nullptr;
    return found;
}

void print_results(const task_list& limits, const measurements& found, const summary& report) {
    std::cout << "\nResults compared with ours before anything of their size was timed\n";
    print_comparisons(std::cout);
    if (!report.full_range.empty()) std::cout << "  " << report.full_range << '\n';
    print_limits(std::cout, limits, found);
    print_tables(std::cout, report.rows);
    const measurements::spread noise = found.noise();
    std::cout << "\nMedians of processor time, on two threads of the wall's; half the quartile distance is "
              << 100 * noise.typical << " % of the median, at worst " << 100 * noise.worst << " % in "
              << noise.worst_name << '\n';
}

void measure(const task_list& work, const options& given, summary& report) {
    if (contains(work, "gemm_u8s8u8")) report.full_range = gemm_u8s8u8::full_range_finding();
    recorder record(given.record);
    measurements all;
    task_list loops;
    for (const chapter& each : chapters_of(work)) {
        const measurements found = time_chapter(each, record);
        const std::vector<row> rows = make_rows(each, found);
        report.rows.insert(report.rows.end(), rows.begin(), rows.end());
        for (const auto& one : each)
            if (std::find(loops.begin(), loops.end(), one) == loops.end()) loops.push_back(one);
        all.merge(found);
    }
    sort_rows(report.rows, work);
    print_results(loops, all, report);
}

int run(int argc, char** argv) {
    options given = parse_options(argc, argv);
    if (!initialize(given)) return 1;
    const auto sweep = random_gemm_shapes(given.sweep_seed, given.sweep_shapes);
    const std::string filter = benchmark::GetBenchmarkFilter();
    const task_list work = select(all_tasks(sweep), filter);
    if (work.empty()) throw std::runtime_error("no benchmark's name matches '" + filter + "'");
    if (given.only_lists) {
        list_benchmarks(work);
        return 0;
    }
    summary report{this_machine(), peers::start_all(), given.sweep_seed, {}, {}};
    print_machine(report);
    measure(work, given, report);
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
