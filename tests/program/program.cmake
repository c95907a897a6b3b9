# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# Steps of the tests of this folder, run as `cmake -DSTEP=... -P program.cmake`; all work in WORK_DIR.
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/extract.cmake")

# Runs a command in SOURCE_DIR, so that the README's command line is used as it stands there.
function(run)
    execute_process(
        COMMAND ${ARGN}
        WORKING_DIRECTORY "${SOURCE_DIR}"
        OUTPUT_VARIABLE output
        ERROR_VARIABLE errors
        RESULT_VARIABLE result
    )
    if(NOT result EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${command}\n${result}\n${output}${errors}")
    endif()
    set(output "${output}" PARENT_SCOPE)
    set(errors "${errors}" PARENT_SCOPE)
endfunction()

function(check_budget name value most)
    message(STATUS "${name}: ${value}, at most ${most}")
    if(value GREATER most)
        message(SEND_ERROR "${name}: ${value} is over the budget of ${most}")
    elseif(NOT value GREATER 0)
        message(SEND_ERROR "${name}: '${value}' was not measured")
    endif()
endfunction()

separate_arguments(flags UNIX_COMMAND "${FLAGS}")
set(compile "${COMPILER}" -std=c++20 -O2 -Iinclude ${flags})
set(program "${WORK_DIR}/blocks/program.cpp")

if(STEP STREQUAL "extract")
    file(REMOVE_RECURSE "${WORK_DIR}/blocks")
    quanta_extract("${SOURCE_DIR}/README.md" "${WORK_DIR}/blocks")
    quanta_extract("${SOURCE_DIR}/.github/ACCURACY.md" "${WORK_DIR}/blocks")
    file(READ "${SOURCE_DIR}/README.md" readme)
    if(NOT readme MATCHES "g\\+\\+ -std=c\\+\\+20 -O2 -Iinclude")
        message(FATAL_ERROR "README.md does not show the command that compiles its program")
    elseif(NOT EXISTS "${program}")
        message(FATAL_ERROR "README.md marks no program with <!-- program -->")
    endif()

elseif(STEP STREQUAL "compile")
    run(${compile} "${program}" -o "${WORK_DIR}/program")

elseif(STEP STREQUAL "run")
    run("${WORK_DIR}/program")
    if(output STREQUAL "")
        message(FATAL_ERROR "the program prints nothing")
    endif()
    file(WRITE "${WORK_DIR}/output.txt" "${output}")
    message(STATUS "${output}")

elseif(STEP STREQUAL "snippets")
    file(GLOB snippets "${WORK_DIR}/blocks/snippet_*.cpp")
    foreach(snippet IN LISTS snippets)
        run(${compile} -fsyntax-only "${snippet}")
    endforeach()
    list(LENGTH snippets count)
    message(STATUS "${count} snippets compile")

elseif(STEP STREQUAL "cost")
    include("${CMAKE_CURRENT_LIST_DIR}/budget.cmake")

    run(${compile} -E -P "${program}" -o "${WORK_DIR}/program.ii")
    run("${COUNT_LINES}" -l "${WORK_DIR}/program.ii")
    string(REGEX MATCH "[0-9]+" lines "${output}")
    check_budget("preprocessed lines" "${lines}" ${most_preprocessed_lines})

    set(report "")
    if(COMPILER_ID STREQUAL "GNU")
        set(report -ftime-report)
    endif()
    run(${compile} ${report} -c "${program}" -o "${WORK_DIR}/program.o")
    if(report)
        string(REGEX MATCH "TOTAL[^\n]* ([0-9]+)M" total "${errors}")
        check_budget("megabytes allocated by the compiler" "${CMAKE_MATCH_1}" ${most_compiler_megabytes})
    endif()
    run("${SIZE}" "${WORK_DIR}/program.o")
    string(REGEX MATCH "\n *([0-9]+)" size "${output}")
    check_budget("bytes of text" "${CMAKE_MATCH_1}" ${most_text_bytes})

    run(${compile} -M "${program}")
    if(output MATCHES "[Ee]igen")
        message(SEND_ERROR "the program depends on Eigen:\n${output}")
    endif()

else()
    message(FATAL_ERROR "unknown step '${STEP}'")
endif()
