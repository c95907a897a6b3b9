# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# One test of quanta_add_compile_fail: SOURCE compiles; with QUANTA_FAIL it does not, and the compiler says MESSAGE.
cmake_minimum_required(VERSION 3.25)

function(compile result output)
    separate_arguments(flags UNIX_COMMAND "${FLAGS}")
    list(REMOVE_ITEM INCLUDES /usr/include)
    list(TRANSFORM INCLUDES PREPEND -I)
    execute_process(
        COMMAND "${COMPILER}" -std=c++20 ${flags} -fsyntax-only ${INCLUDES} ${ARGN} "${SOURCE}"
        RESULT_VARIABLE code
        OUTPUT_VARIABLE text
        ERROR_VARIABLE text
    )
    set(${result} ${code} PARENT_SCOPE)
    set(${output} "${text}" PARENT_SCOPE)
endfunction()

compile(code text)
if(NOT code EQUAL 0)
    message(FATAL_ERROR "does not compile as it is: ${SOURCE}\n${text}")
endif()
compile(code text -DQUANTA_FAIL)
if(code EQUAL 0)
    message(FATAL_ERROR "compiles with QUANTA_FAIL: ${SOURCE}")
endif()
string(REGEX REPLACE "[ \t\n]+" " " line "${text}")
if(NOT line MATCHES "${MESSAGE}")
    message(FATAL_ERROR "fails with another message: ${SOURCE}\nexpected: ${MESSAGE}\n${text}")
endif()
