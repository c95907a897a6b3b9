// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace bench {

/// Where and how the numbers were made.
struct machine {
    std::string isa;      ///< the instruction set that quanta's kernels ran on
    std::string cpu;      ///< as the operating system names it
    std::string compiler; ///< of this program, and of quanta in it
    std::string flags;
};

[[nodiscard]] machine this_machine();

/// How many processes wanted a processor in the last minute; noise is to be expected beyond 1. Negative if unknown.
[[nodiscard]] double load();

} // namespace bench
