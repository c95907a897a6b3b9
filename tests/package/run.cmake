# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# run(<command>...): its text in `output`; a failure with the text if it fails.
function(run)
    execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${command}\n${output}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()

# Installs the build in BUILD_DIR as WORK_DIR/installed, moved after the installation: an installed package may not know
# where it was built or first laid down.
function(install_and_move)
    run("${CMAKE_COMMAND}" --install "${BUILD_DIR}" --prefix "${WORK_DIR}/first")
    file(RENAME "${WORK_DIR}/first" "${WORK_DIR}/installed")
endfunction()
