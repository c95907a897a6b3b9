# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# What our own programs are compiled with; users of the library inherit none of it.
add_library(quanta_warnings INTERFACE)
target_compile_options(
    quanta_warnings
    INTERFACE
        -Wall
        -Wextra
        -Wpedantic # standard C++20, so that a third compiler has a chance
        -Wconversion # a narrowing that is not written is a quantization bug
        -Wshadow # two meanings of one name in one function
        $<$<BOOL:${QUANTA_WERROR}>:-Werror>
)
