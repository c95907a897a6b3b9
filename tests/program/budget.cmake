# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# What the README's program may cost, stated for the compilers of Debian 12; `ctest -R program.cost -V` prints what it costs.
# Tests read no clock: the cost of compiling is what the compiler has to read and, where it tells, to allocate.
set(most_text_bytes 160000) # code and constants of the object file
set(most_preprocessed_lines 150000) # lines that the compiler parses, those of the standard library included
set(most_compiler_megabytes 530) # what GCC allocates for trees and code (-ftime-report)
