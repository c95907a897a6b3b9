# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# One test of this folder: the project PROJECT_DIR is built outside our tree against the installed library, and runs.
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/run.cmake")

file(REMOVE_RECURSE "${WORK_DIR}")
install_and_move()
file(COPY "${PROJECT_DIR}/" DESTINATION "${WORK_DIR}/project")
run("${CMAKE_COMMAND}" -S "${WORK_DIR}/project" -B "${WORK_DIR}/build" -G Ninja -DCMAKE_CXX_COMPILER=${COMPILER}
    "-DCMAKE_PREFIX_PATH=${WORK_DIR}/installed" -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF
)
run("${CMAKE_COMMAND}" --build "${WORK_DIR}/build")
run("${WORK_DIR}/build/engine")
message(STATUS "${output}")
