// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>

#include <core/comparison.hpp>

namespace bench {

/// Notes that `library`, with the named kernel, was compared with ours. Throws where it is further off than allowed.
void log_comparison(const std::string& task, const std::string& library, const std::string& kernel,
                    const comparison& found, const tolerance& allowed);

/// One line for each operation and library.
void print_comparisons(std::ostream& out);

} // namespace bench
