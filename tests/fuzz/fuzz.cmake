# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# Steps of the tests of this folder, run as `cmake -DSTEP=... -P fuzz.cmake`; all work in WORK_DIR.
cmake_minimum_required(VERSION 3.25)

# Whether Clang links a program with libFuzzer and the sanitizers.
function(has_fuzzer variable)
    file(WRITE "${WORK_DIR}/empty.cpp" "extern \"C\" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }\n")
    set(result 1)
    if(EXISTS "${CLANG}")
        execute_process(
            COMMAND "${CLANG}" -fsanitize=fuzzer,address,undefined "${WORK_DIR}/empty.cpp" -o "${WORK_DIR}/empty"
            RESULT_VARIABLE result
            OUTPUT_QUIET ERROR_QUIET
        )
    endif()
    if(result EQUAL 0)
        set(${variable} ON PARENT_SCOPE)
    else()
        set(${variable} OFF PARENT_SCOPE)
    endif()
endfunction()

function(run)
    execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
    set(output "${output}" PARENT_SCOPE)
    set(result "${result}" PARENT_SCOPE)
endfunction()

if(STEP STREQUAL "build")
    has_fuzzer(possible)
    if(NOT possible)
        message(STATUS "SKIPPED: there is no Clang that links with -fsanitize=fuzzer,address,undefined")
        return()
    endif()
    run("${CMAKE_COMMAND}" -S "${SOURCE_DIR}/project" -B "${WORK_DIR}" "-DCMAKE_CXX_COMPILER=${CLANG}")
    if(NOT result EQUAL 0 AND output MATCHES "ZLIB|nlohmann_json")
        message(STATUS "SKIPPED: zlib or nlohmann-json is not installed")
        return()
    elseif(result EQUAL 0)
        cmake_host_system_information(RESULT processors QUERY NUMBER_OF_LOGICAL_CORES)
        run("${CMAKE_COMMAND}" --build "${WORK_DIR}" --parallel ${processors})
    endif()
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "the fuzzers do not build: ${output}")
    endif()

elseif(STEP STREQUAL "run")
    if(NOT EXISTS "${WORK_DIR}/fuzz_${TARGET}")
        message(STATUS "SKIPPED: fuzz_${TARGET} was not built")
        return()
    endif()
    file(GLOB seeds "${SOURCE_DIR}/corpus/${TARGET}/*")
    if(NOT seeds)
        message(FATAL_ERROR "${SOURCE_DIR}/corpus/${TARGET} has no files")
    endif()
    set(dictionary "")
    if(EXISTS "${SOURCE_DIR}/${TARGET}.dict")
        set(dictionary "-dict=${SOURCE_DIR}/${TARGET}.dict")
    endif()
    # What is found new goes into a folder of its own.
    file(REMOVE_RECURSE "${WORK_DIR}/found/${TARGET}")
    file(MAKE_DIRECTORY "${WORK_DIR}/found/${TARGET}")
    run("${WORK_DIR}/fuzz_${TARGET}" "${WORK_DIR}/found/${TARGET}" "${SOURCE_DIR}/corpus/${TARGET}" ${dictionary}
        -max_total_time=8 -timeout=60 -seed=1 -print_final_stats=1 "-artifact_prefix=${WORK_DIR}/found/${TARGET}."
    )
    string(REGEX MATCH "stat::number_of_executed_units: *[0-9]+" executed "${output}")
    if(NOT result EQUAL 0 OR NOT executed)
        string(REGEX REPLACE "#[0-9]+\t[^\n]*\n" "" output "${output}") # its progress
        message(FATAL_ERROR "fuzz_${TARGET}: ${result}\n${output}")
    endif()
    message(STATUS "${TARGET}: ${executed}")

else()
    message(FATAL_ERROR "unknown step '${STEP}'")
endif()
