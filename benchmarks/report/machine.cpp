// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <report/machine.hpp>

#include <cstdlib>
#include <fstream>

#include <quanta/isa/select.hpp>

namespace bench {

namespace {

std::string processor_name() {
    std::ifstream description("/proc/cpuinfo");
    for (std::string line; std::getline(description, line);)
        if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
    return "unknown";
}

std::string compiler_name() {
#if defined(__clang__)
    return "Clang " __clang_version__;
#else
    return "GCC " __VERSION__;
#endif
}

} // namespace

machine this_machine() {
    return {std::string(quanta::isa::name(quanta::isa::select())), processor_name(), compiler_name(),
            QUANTA_BENCH_FLAGS};
}

double load() {
    double last_minute = -1;
    if (getloadavg(&last_minute, 1) != 1) return -1;
    return last_minute;
}

} // namespace bench
