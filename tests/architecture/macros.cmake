# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# Macros are the last resort: three headers define them, all with our prefix.
include("${CMAKE_CURRENT_LIST_DIR}/violations.cmake")

foreach(header IN LISTS headers)
    find_lines(lines "${header}" "#[ \t]*(define|undef)[ \t]")
    foreach(line IN LISTS lines)
        if(NOT header MATCHES "^(isa/target|core/contracts|version)\\.hpp$")
            violation(${header} "defines a macro: ${line}")
        elseif(NOT line MATCHES "(define|undef)[ \t]+QUANTA_")
            violation(${header} "a macro without the prefix QUANTA_: ${line}")
        endif()
    endforeach()
endforeach()
finish()
