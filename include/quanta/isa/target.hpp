// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything that depends on the compiler or its flags: architecture, target attributes, and the key of the ABI namespace.

#include <quanta/version.hpp>

#if defined(__FAST_MATH__) || __FINITE_MATH_ONLY__ || defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__)
#error                                                                                                                 \
    "quanta: -ffast-math and its parts reassociate or drop NaN, so results would differ between builds; compile without"
#endif

#if !defined(__GNUC__)
#error "quanta: needs GCC 12 or Clang 14, or newer: its kernels use GNU function attributes"
#endif

#if defined(__x86_64__)
#define QUANTA_ARCH_X86 1
#else
#define QUANTA_ARCH_X86 0
#endif

// Clang before 16 declares only those intrinsics that the flags of the translation unit have: portable code serves there.
#if defined(__aarch64__) && (!defined(__clang__) || __clang_major__ >= 16)
#define QUANTA_ARCH_ARM 1
#else
#define QUANTA_ARCH_ARM 0
#endif

// Newer compilers split AVX-512 by register width: GCC 14 and 15 and Clang 18 to 21 must be told that 512 bits are meant.
#if (defined(__clang__) && __clang_major__ >= 18 && __clang_major__ <= 21) ||                                          \
    (!defined(__clang__) && __GNUC__ >= 14 && __GNUC__ <= 15)
#define QUANTA_EVEX512 ",evex512"
#else
#define QUANTA_EVEX512 ""
#endif

// The register class of a float, for inline assembly.
#if QUANTA_ARCH_X86
#define QUANTA_FLOAT_REGISTER "+x"
#elif defined(__aarch64__)
#define QUANTA_FLOAT_REGISTER "+w"
#else
#define QUANTA_FLOAT_REGISTER "+m"
#endif

// A leaf is compiled for its instruction set whatever the flags of the translation unit are.
#define QUANTA_LEAF_AVX2 __attribute__((target("avx2,fma")))
#define QUANTA_LEAF_AVXVNNI __attribute__((target("avx2,fma,avxvnni")))
#define QUANTA_LEAF_AVX512BW __attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl" QUANTA_EVEX512)))
#define QUANTA_LEAF_AVX512VNNI                                                                                         \
    __attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni" QUANTA_EVEX512)))

// Compilers inline only what needs no more than the caller has. The intrinsics of GCC 12 need `arch=`, which takes
// away what the flags gave: it stands only where they do not give the dot product, and the common rest is given back.
#if defined(__ARM_FEATURE_CRYPTO)
#define QUANTA_ARM_CRYPTO "+crypto"
#else
#define QUANTA_ARM_CRYPTO ""
#endif
#if defined(__ARM_FEATURE_FP16_VECTOR_ARITHMETIC)
#define QUANTA_ARM_HALF "+fp16"
#else
#define QUANTA_ARM_HALF ""
#endif
#if defined(__ARM_FEATURE_SVE)
#define QUANTA_ARM_SVE "+sve"
#else
#define QUANTA_ARM_SVE ""
#endif
#define QUANTA_ARM_8_2(extensions) "arch=armv8.2-a" extensions QUANTA_ARM_CRYPTO QUANTA_ARM_HALF QUANTA_ARM_SVE
#if defined(__ARM_FEATURE_DOTPROD)
#define QUANTA_LEAF_NEON_DOTPROD
#else
#define QUANTA_LEAF_NEON_DOTPROD __attribute__((target(QUANTA_ARM_8_2("+dotprod"))))
#endif
#if defined(__ARM_FEATURE_MATMUL_INT8)
#define QUANTA_LEAF_NEON_I8MM
#elif defined(__ARM_FEATURE_DOTPROD)
#define QUANTA_LEAF_NEON_I8MM __attribute__((target("+i8mm")))
#else
#define QUANTA_LEAF_NEON_I8MM __attribute__((target(QUANTA_ARM_8_2("+dotprod+i8mm"))))
#endif

// Parts of a leaf: they take and return vectors, hence are always inlined, with the target string of the leaf.
#define QUANTA_INLINE __attribute__((always_inline)) inline
#define QUANTA_INLINE_AVX2 QUANTA_LEAF_AVX2 QUANTA_INLINE
#define QUANTA_INLINE_AVX512BW QUANTA_LEAF_AVX512BW QUANTA_INLINE
#define QUANTA_INLINE_NEON_DOTPROD QUANTA_LEAF_NEON_DOTPROD QUANTA_INLINE
#define QUANTA_INLINE_NEON_I8MM QUANTA_LEAF_NEON_I8MM QUANTA_INLINE

// Loops over register arrays must unroll completely, or the arrays live in memory.
#if defined(__clang__)
#define QUANTA_UNROLL _Pragma("clang loop unroll(full)")
#else
#define QUANTA_UNROLL _Pragma("GCC unroll 64")
#endif

// The key: code of translation units with different flags must not share symbols, or the linker merges them into one
// copy that may use instructions of the other unit (research: apache/arrow#36902, numpy#25274, xsimd#1311).
#if defined(__AVX512F__)
#define QUANTA_KEY_VECTOR avx512
#elif defined(__AVX2__)
#define QUANTA_KEY_VECTOR avx2
#elif defined(__AVX__)
#define QUANTA_KEY_VECTOR avx
#elif defined(__SSE4_2__)
#define QUANTA_KEY_VECTOR sse42
#elif defined(__SSE4_1__)
#define QUANTA_KEY_VECTOR sse41
#elif defined(__SSSE3__)
#define QUANTA_KEY_VECTOR ssse3
#elif defined(__SSE3__)
#define QUANTA_KEY_VECTOR sse3
#elif defined(__SSE2__)
#define QUANTA_KEY_VECTOR sse2
#elif defined(__ARM_FEATURE_SVE)
#define QUANTA_KEY_VECTOR sve
#elif defined(__ARM_NEON)
#define QUANTA_KEY_VECTOR neon
#else
#define QUANTA_KEY_VECTOR scalar
#endif

#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
#define QUANTA_KEY_FMA fma
#else
#define QUANTA_KEY_FMA 0
#endif
#if defined(__BMI2__) && defined(__BMI__)
#define QUANTA_KEY_BMI bmi2
#elif defined(__BMI__)
#define QUANTA_KEY_BMI bmi
#elif defined(__POPCNT__)
#define QUANTA_KEY_BMI popcnt
#else
#define QUANTA_KEY_BMI 0
#endif
#if defined(__F16C__)
#define QUANTA_KEY_HALF f16c
#else
#define QUANTA_KEY_HALF 0
#endif
#if defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
#define QUANTA_KEY_AVX512 bw
#else
#define QUANTA_KEY_AVX512 0
#endif
#if defined(__AVX512VNNI__) && defined(__AVXVNNI__)
#define QUANTA_KEY_DOT vnni_avxvnni
#elif defined(__AVX512VNNI__)
#define QUANTA_KEY_DOT vnni
#elif defined(__AVXVNNI__)
#define QUANTA_KEY_DOT avxvnni
#elif defined(__ARM_FEATURE_MATMUL_INT8)
#define QUANTA_KEY_DOT i8mm
#elif defined(__ARM_FEATURE_DOTPROD)
#define QUANTA_KEY_DOT dotprod
#else
#define QUANTA_KEY_DOT 0
#endif

#if defined(NDEBUG)
#define QUANTA_KEY_CHECKS release
#else
#define QUANTA_KEY_CHECKS debug
#endif
#if defined(__cpp_exceptions)
#define QUANTA_KEY_ERRORS _throws
#else
#define QUANTA_KEY_ERRORS _handler
#endif

#define QUANTA_KEY_PASTE(a, b, c, d, e, f, g, h, i, j, k) v##a##_##b##_##c##_##d##_##e##f##g##h##i##_##j##k
#define QUANTA_KEY_EXPAND(a, b, c, d, e, f, g, h, i, j, k) QUANTA_KEY_PASTE(a, b, c, d, e, f, g, h, i, j, k)

/// Name of the inline namespace around all code of the library: version, instruction set, debug and exception modes.
#define QUANTA_ABI                                                                                                     \
    QUANTA_KEY_EXPAND(QUANTA_VERSION_MAJOR, QUANTA_VERSION_MINOR, QUANTA_VERSION_PATCH, QUANTA_KEY_VECTOR,             \
                      QUANTA_KEY_FMA, QUANTA_KEY_BMI, QUANTA_KEY_HALF, QUANTA_KEY_AVX512, QUANTA_KEY_DOT,              \
                      QUANTA_KEY_CHECKS, QUANTA_KEY_ERRORS)
