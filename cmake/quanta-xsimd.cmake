# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# Defines quanta::xsimd, the headers of the target xsimd. It serves the build tree and the installed package alike.
if(NOT TARGET quanta::xsimd)
    add_library(quanta::xsimd INTERFACE IMPORTED GLOBAL)
    get_target_property(quanta_xsimd_imported xsimd IMPORTED)
    if(quanta_xsimd_imported)
        # Only the headers: Debian's package of xsimd 8.1 names a library `xtl` that is neither needed nor installed.
        get_target_property(quanta_xsimd_headers xsimd INTERFACE_INCLUDE_DIRECTORIES)
        set_target_properties(quanta::xsimd PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${quanta_xsimd_headers}")
        unset(quanta_xsimd_headers)
    else()
        target_link_libraries(quanta::xsimd INTERFACE xsimd)
    endif()
    unset(quanta_xsimd_imported)
endif()
