// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <quanta/isa/target.hpp>

#if QUANTA_ARCH_X86
#include <cpuid.h>
#elif QUANTA_ARCH_ARM && defined(__linux__)
#include <sys/auxv.h>
#elif QUANTA_ARCH_ARM && defined(__APPLE__)
#include <sys/sysctl.h>

#include <cstddef>
#endif

namespace quanta::isa::inline QUANTA_ABI {

/// What the processor offers and the operating system keeps across context switches.
struct cpu_features {
    bool avx2_fma = false;
    bool avxvnni = false;
    bool avx512bw = false; ///< F, BW, DQ and VL together
    bool avx512vnni = false;
    bool neon_dotprod = false;
    bool neon_i8mm = false; ///< with the dot product
};

#if QUANTA_ARCH_X86

namespace detail {

/// Extended control register 0: which register states the operating system saves (Intel SDM volume 1, 13.3).
[[nodiscard]] inline unsigned enabled_states() {
    unsigned low = 0;
    unsigned high = 0;
    asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

[[nodiscard]] constexpr bool has_bits(unsigned value, unsigned bits) { return (value & bits) == bits; }

} // namespace detail

/// Reads cpuid and XCR0 (Intel SDM volume 2, CPUID; leaf 1, leaf 7 subleaves 0 and 1).
[[nodiscard]] inline cpu_features detect() {
    constexpr unsigned ymm_state = 0x6, zmm_state = 0xE6;
    cpu_features found;
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0) return found;
    const bool fma = detail::has_bits(c, 1U << 12), osxsave = detail::has_bits(c, 1U << 27);
    if (!fma || !osxsave) return found;
    const unsigned states = detail::enabled_states();
    if (!detail::has_bits(states, ymm_state) || __get_cpuid_count(7, 0, &a, &b, &c, &d) == 0) return found;
    found.avx2_fma = detail::has_bits(b, 1U << 5);
    const unsigned f_dq_bw_vl = (1U << 16) | (1U << 17) | (1U << 30) | (1U << 31);
    found.avx512bw = found.avx2_fma && detail::has_bits(states, zmm_state) && detail::has_bits(b, f_dq_bw_vl);
    found.avx512vnni = found.avx512bw && detail::has_bits(c, 1U << 11);
    if (__get_cpuid_count(7, 1, &a, &b, &c, &d) != 0) found.avxvnni = found.avx2_fma && detail::has_bits(a, 1U << 4);
    return found;
}

#elif QUANTA_ARCH_ARM && defined(__linux__)

/// Reads what the kernel tells every process (Linux, arch/arm64/include/uapi/asm/hwcap.h: HWCAP_ASIMDDP, HWCAP2_I8MM).
[[nodiscard]] inline cpu_features detect() {
    constexpr unsigned long asimddp = 1UL << 20, i8mm = 1UL << 13;
    cpu_features found;
    found.neon_dotprod = (getauxval(AT_HWCAP) & asimddp) != 0;
    found.neon_i8mm = found.neon_dotprod && (getauxval(AT_HWCAP2) & i8mm) != 0;
    return found;
}

#elif QUANTA_ARCH_ARM && defined(__APPLE__)

namespace detail {

[[nodiscard]] inline bool has_feature(const char* name) {
    int value = 0;
    std::size_t bytes = sizeof(value);
    return sysctlbyname(name, &value, &bytes, nullptr, 0) == 0 && value != 0;
}

} // namespace detail

/// Asks the operating system (Apple, "Determining instruction set characteristics").
[[nodiscard]] inline cpu_features detect() {
    cpu_features found;
    found.neon_dotprod = detail::has_feature("hw.optional.arm.FEAT_DotProd");
    found.neon_i8mm = found.neon_dotprod && detail::has_feature("hw.optional.arm.FEAT_I8MM");
    return found;
}

#else

/// No instruction set beyond the portable one is known on this architecture.
[[nodiscard]] inline cpu_features detect() { return {}; }

#endif

} // namespace quanta::isa
