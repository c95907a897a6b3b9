// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bench {

/// What the command line says.
struct options {
    std::vector<std::string> google; ///< for Google Benchmark, the program's name first
    std::string record;              ///< --benchmark_out: the file that gets every repetition; none if empty
    unsigned sweep_seed;             ///< --sweep_seed: of random shapes; another one in each run unless given
    std::size_t sweep_shapes = 12;   ///< --sweep_shapes: how many
    bool only_lists = false;         ///< --benchmark_list_tests
};

/// Errors name the option and what it needs.
[[nodiscard]] options parse_options(int argc, char** argv);

/// Hands what is Google Benchmark's to it; `--help` ends the program. False if an argument is unknown.
[[nodiscard]] bool initialize(options& given);

} // namespace bench
