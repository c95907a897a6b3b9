# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# One entity a header keeps headers short; flat instruction-set code may be longer.
include("${CMAKE_CURRENT_LIST_DIR}/violations.cmake")

foreach(header IN LISTS headers)
    set(most 250)
    if(header MATCHES "^(kernel|isa|epilogue/x86|epilogue/arm)/")
        set(most 400)
    endif()
    file(READ "${INCLUDE_DIR}/quanta/${header}" text)
    string(REGEX REPLACE "[^\n]" "" newlines "${text}")
    string(LENGTH "${newlines}" length)
    if(length GREATER most)
        violation(${header} "${length} lines, at most ${most}")
    endif()
endforeach()
finish()
