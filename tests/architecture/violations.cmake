# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# What the checks of this folder share. Each is run as `cmake -DINCLUDE_DIR=<the folder that holds quanta/> -P <check>`.
cmake_minimum_required(VERSION 3.25)

file(GLOB_RECURSE headers RELATIVE "${INCLUDE_DIR}/quanta" "${INCLUDE_DIR}/quanta/*.hpp")
if(NOT headers)
    message(FATAL_ERROR "no headers in '${INCLUDE_DIR}/quanta': nothing was checked")
endif()
set_property(GLOBAL PROPERTY quanta_violations 0)

function(violation header reason)
    message(NOTICE "quanta/${header}: ${reason}")
    get_property(count GLOBAL PROPERTY quanta_violations)
    math(EXPR count "${count} + 1")
    set_property(GLOBAL PROPERTY quanta_violations ${count})
endfunction()

# Sets `variable` to the lines of a header in which `pattern` matches outside a comment.
function(find_lines variable header pattern)
    file(STRINGS "${INCLUDE_DIR}/quanta/${header}" lines REGEX "^([^/]|/[^/])*(${pattern})")
    set(${variable} "${lines}" PARENT_SCOPE)
endfunction()

function(finish)
    get_property(count GLOBAL PROPERTY quanta_violations)
    list(LENGTH headers checked)
    if(count GREATER 0)
        message(FATAL_ERROR "${count} violations in ${checked} headers")
    endif()
    message(STATUS "${checked} headers, no violation")
endfunction()
