# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# One test of this folder: consumer/ gets the library in the way HOW.
cmake_minimum_required(VERSION 3.25)

include("${CMAKE_CURRENT_LIST_DIR}/run.cmake")

file(REMOVE_RECURSE "${WORK_DIR}")
set(settings -DHOW=${HOW} -DCMAKE_CXX_COMPILER=${COMPILER} -DEXPECTED_VERSION=${VERSION})
if(HOW STREQUAL "find_package")
    install_and_move()
    list(APPEND settings "-DCMAKE_PREFIX_PATH=${WORK_DIR}/installed" -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF)
elseif(HOW STREQUAL "fetch_content")
    list(APPEND settings "-DFETCHCONTENT_SOURCE_DIR_QUANTA=${SOURCE_DIR}")
else()
    list(APPEND settings "-DQUANTA_SOURCE_DIR=${SOURCE_DIR}")
endif()

run("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}/consumer" -B "${WORK_DIR}/build" -G Ninja ${settings})
run("${CMAKE_COMMAND}" --build "${WORK_DIR}/build")
run("${WORK_DIR}/build/consumer")
string(STRIP "${output}" output)
if(NOT output STREQUAL VERSION)
    message(FATAL_ERROR "the consumer saw version '${output}' instead of ${VERSION}")
endif()
