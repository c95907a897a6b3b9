# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# Runs PROGRAM (with ARGUMENTS) under EMULATOR as the processor CPU. With FAULT it must end in a fault, else in success;
# with EXPECTED_OUTPUT, a file, it must print what stands there, but for the name of the instruction set that it chose.
# Where there is no emulator it says so and prints SKIPPED.
cmake_minimum_required(VERSION 3.25)

if(NOT EXISTS "${EMULATOR}")
    message(STATUS "SKIPPED: there is no qemu-x86_64")
    return()
endif()
execute_process(
    COMMAND "${EMULATOR}" -cpu ${CPU} "${PROGRAM}" ${ARGUMENTS}
    RESULT_VARIABLE result
    OUTPUT_VARIABLE output
    ERROR_VARIABLE errors
)
if(FAULT)
    if(result EQUAL 0)
        message(FATAL_ERROR "${PROGRAM} should fault on ${CPU}")
    endif()
    return()
endif()
if(NOT result EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} on ${CPU}: ${result}\n${output}${errors}")
endif()
if(EXPECTED_OUTPUT)
    file(READ "${EXPECTED_OUTPUT}" expected)
    set(isa "(reference|portable|avx512vnni|avx512bw|avxvnni|avx2|neon_dotprod|neon_i8mm)")
    string(REGEX REPLACE "${isa}" "(isa)" expected_anywhere "${expected}")
    string(REGEX REPLACE "${isa}" "(isa)" output_anywhere "${output}")
    if(NOT output_anywhere STREQUAL expected_anywhere)
        message(FATAL_ERROR "${PROGRAM} on ${CPU} prints\n${output}\nbut on this machine\n${expected}")
    endif()
endif()
message(STATUS "${output}")
