# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# Intrinsics, target attributes, assembly and `#if` on the architecture stand in isa/ and under x86/ and arm/ only.
include("${CMAKE_CURRENT_LIST_DIR}/violations.cmake")

set(forbidden
    "_mm(256|512)?_[a-z]|__m(64|128|256|512)|__mmask|__builtin_ia32_"
    "(immintrin|[a-z]mmintrin|x86intrin|cpuid|arm_neon|arm_sve|hwcap)\\.h"
    "(__attribute__|gnu::).*target"
    "[^a-z_]asm[ \t]*(volatile|\\()|__asm"
    "QUANTA_(LEAF|INLINE)_"
    "#[ \t]*(el)?ifn?(def)?[ \t][^/]*(QUANTA_ARCH|__(x86_64|amd64|i386|SSE|SSSE|AVX|FMA|F16C|BMI|aarch64|arm_|arm__|ARM_|riscv))"
)

foreach(header IN LISTS headers)
    if(header MATCHES "^isa/|(^|/)(x86|arm)/")
        continue()
    endif()
    foreach(pattern IN LISTS forbidden)
        find_lines(lines "${header}" "${pattern}")
        foreach(line IN LISTS lines)
            violation(${header} "depends on an instruction set: ${line}")
        endforeach()
    endforeach()
endforeach()
finish()
