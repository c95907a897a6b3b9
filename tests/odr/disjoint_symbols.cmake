# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# The linker keeps one of two weak functions of one name. So the objects FIRST and SECOND, compiled from the same headers
# with different flags, must have no function of namespace quanta in common. Functions of the standard library are beyond
# our reach; whether one of those does harm is for the emulated runs to show. NM and CXXFILT are the tools.
cmake_minimum_required(VERSION 3.25)

# Sets `variable` to the mangled names of the functions (W; objects are V and u) of the library in `object`: those whose
# own name, not that of an argument, begins in quanta, and lambdas and classes within them.
function(list_functions variable object)
    execute_process(COMMAND "${NM}" --defined-only --format=posix "${object}" OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "\n_Z+N?K?(Z+N?K?)*6quanta[^ \n]* W " functions "\n${text}")
    list(TRANSFORM functions REPLACE "\n|( W )" "")
    if(NOT functions)
        message(FATAL_ERROR "nothing was checked: no weak function of the library in ${object}")
    endif()
    set(${variable} ${functions} PARENT_SCOPE)
endfunction()

list_functions(first "${FIRST}")
list_functions(second "${SECOND}")
set(shared "")
foreach(function IN LISTS first)
    if(function IN_LIST second)
        list(APPEND shared ${function})
    endif()
endforeach()
if(shared)
    list(LENGTH shared count)
    execute_process(COMMAND "${CXXFILT}" ${shared} OUTPUT_VARIABLE names)
    message(NOTICE "${names}")
    message(FATAL_ERROR "${count} functions are shared by ${FIRST} and ${SECOND}")
endif()
list(LENGTH first count)
message(STATUS "${count} functions, none shared")
