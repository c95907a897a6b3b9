# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# A check must not pass by being blind. CHECK is run on every header that its FIXTURES describe, each in a tree of its own
# under WORK_DIR: those given to good() must pass, those given to bad() must fail and be named.
cmake_minimum_required(VERSION 3.25)

function(run_check header content)
    file(REMOVE_RECURSE "${WORK_DIR}")
    file(WRITE "${WORK_DIR}/quanta/${header}" "${content}")
    execute_process(
        COMMAND "${CMAKE_COMMAND}" -DINCLUDE_DIR=${WORK_DIR} -P "${CHECK}"
        RESULT_VARIABLE result
        OUTPUT_VARIABLE output
        ERROR_VARIABLE output
    )
    set(result ${result} PARENT_SCOPE)
    set(output "${output}" PARENT_SCOPE)
endfunction()

function(good header content)
    run_check("${header}" "${content}")
    if(NOT result EQUAL 0)
        message(SEND_ERROR "refuses ${header}:\n${content}\n${output}")
    endif()
endfunction()

function(bad header content)
    run_check("${header}" "${content}")
    string(FIND "${output}" "quanta/${header}: " named)
    if(result EQUAL 0 OR named EQUAL -1)
        message(SEND_ERROR "does not see what is wrong with ${header}:\n${content}\n${output}")
    endif()
    set_property(GLOBAL PROPERTY seen_bad ON)
endfunction()

include("${FIXTURES}")
get_property(seen_bad GLOBAL PROPERTY seen_bad)
if(NOT seen_bad)
    message(FATAL_ERROR "${FIXTURES} has no bad header")
endif()
