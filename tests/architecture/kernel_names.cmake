# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# A kernel's file says what it computes, on which types and with which instructions: <operation>_<types>_<isa>.hpp.
include("${CMAKE_CURRENT_LIST_DIR}/violations.cmake")

set(operation "[a-z]+(_[a-z]+)*")
set(type "(u?int[0-9]+|float|float16|bfloat16)")
set(types "${type}(_${type})*")
set(isa_x86 "(avx2|avxvnni|avx512bw|avx512vnni)")
set(isa_arm "(neon|neon_dotprod|neon_i8mm)")

foreach(header IN LISTS headers)
    foreach(family IN ITEMS x86 arm)
        if(header MATCHES "^kernel/${family}/" AND NOT header MATCHES
                                                   "^kernel/${family}/${operation}_${types}_${isa_${family}}\\.hpp$"
        )
            violation(${header} "is not named <operation>_<types>_<isa>.hpp")
        endif()
    endforeach()
endforeach()
finish()
