# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# Sets `variable` to MAJOR.MINOR.PATCH as the header defines them: the one place that states the version.
function(quanta_read_version variable header)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${header}")
    file(READ "${header}" text)
    set(numbers "")
    foreach(part IN ITEMS MAJOR MINOR PATCH)
        if(NOT text MATCHES "#define QUANTA_VERSION_${part} ([0-9]+)")
            message(FATAL_ERROR "${header} does not define QUANTA_VERSION_${part}")
        endif()
        list(APPEND numbers ${CMAKE_MATCH_1})
    endforeach()
    list(JOIN numbers "." version)
    set(${variable} ${version} PARENT_SCOPE)
endfunction()
