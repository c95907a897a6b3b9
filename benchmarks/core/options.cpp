// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <core/options.hpp>

#include <charconv>
#include <cstdio>
#include <random>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <benchmark/benchmark.h>

namespace bench {

namespace {

void print_help() {
    std::puts("bench: quanta beside other libraries; benchmarks/README.md says what is compared and how.\n"
              "\n"
              "  --benchmark_filter=<regex>   names that match, as operation/library/size; a leading minus inverts it\n"
              "  --benchmark_list_tests       the names\n"
              "  --benchmark_repetitions=<n>  11 unless given: repetitions of all libraries at one size alternate\n"
              "  --benchmark_min_time=<s>     0.05 unless given: seconds of a repetition\n"
              "  --benchmark_out=<file>       every repetition, as JSON\n"
              "  --sweep_seed=<n>             of the random shapes, whose names end in /sweep; printed in each run\n"
              "  --sweep_shapes=<n>           how many, 12 unless given; 0 for none\n"
              "\n"
              "QUANTA_ISA=<name> in the environment chooses our instruction set. All options of Google Benchmark:\n");
    benchmark::PrintDefaultHelp();
}

template <class Integer>
Integer number_of(std::string_view option, std::string_view text) {
    Integer value{};
    const auto end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    if (problem != std::errc{} || stop != end || text.empty())
        throw std::runtime_error(std::string(option) + "'" + std::string(text) + "': a whole number is needed");
    return value;
}

} // namespace

options parse_options(int argc, char** argv) {
    // Repetitions alternate at random, so that what slows the machine down for a while slows all down. Options of the
    // command line come later and win.
    options made{{argv[0], "--benchmark_enable_random_interleaving=true", "--benchmark_repetitions=11",
                  "--benchmark_min_time=0.05"},
                 {},
                 std::random_device{}() % 1000000};
    constexpr std::string_view seed = "--sweep_seed=", shapes = "--sweep_shapes=", record = "--benchmark_out=";
    for (int i = 1; i < argc; ++i) {
        const std::string_view each = argv[i];
        if (each.starts_with(seed)) {
            made.sweep_seed = number_of<unsigned>(seed, each.substr(seed.size()));
        } else if (each.starts_with(shapes)) {
            made.sweep_shapes = number_of<std::size_t>(shapes, each.substr(shapes.size()));
        } else if (each.starts_with(record)) {
            made.record = each.substr(record.size());
        } else {
            made.google.emplace_back(each);
            if (each.starts_with("--benchmark_list_tests")) made.only_lists = !each.ends_with("=false");
        }
    }
    return made;
}

bool initialize(options& given) {
    std::vector<char*> pointers;
    for (std::string& each : given.google) pointers.push_back(each.data());
    pointers.push_back(nullptr);
    int count = static_cast<int>(given.google.size());
    benchmark::Initialize(&count, pointers.data(), print_help);
    return !benchmark::ReportUnrecognizedArguments(count, pointers.data());
}

} // namespace bench
