// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#include <limits/loops.hpp>

#include <quanta/isa/target.hpp>

#if QUANTA_ARCH_X86

#include <immintrin.h>

namespace bench::limits {

namespace {

/// More chains of dependent additions than any processor's latency times its rate of two or less a cycle.
constexpr int chains = 12;

// The empty assembly keeps the compiler from computing a product once that does not change, from merging sums that are
// equal, and the sums alive.

QUANTA_LEAF_AVX2 void multiply_add_s16_avx2(std::size_t rounds) {
    __m256i lhs = _mm256_set1_epi16(1), rhs = _mm256_set1_epi16(3), sums[chains];
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) {
        sums[i] = _mm256_setzero_si256();
        asm volatile("" : "+x"(sums[i]));
    }
    for (std::size_t round = 0; round < rounds; ++round) {
        QUANTA_UNROLL
        for (int i = 0; i < chains; ++i) {
            asm volatile("" : "+x"(rhs));
            sums[i] = _mm256_add_epi32(sums[i], _mm256_madd_epi16(lhs, rhs));
        }
    }
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) asm volatile("" : "+x"(sums[i]));
}

/// Four sums of two products in 16 bits, then in 32.
QUANTA_LEAF_AVX2 void multiply_add_four_s8_avx2(std::size_t rounds) {
    const __m256i lhs = _mm256_set1_epi8(1), ones = _mm256_set1_epi16(1);
    __m256i rhs = _mm256_set1_epi8(3), sums[chains];
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) {
        sums[i] = _mm256_setzero_si256();
        asm volatile("" : "+x"(sums[i]));
    }
    for (std::size_t round = 0; round < rounds; ++round) {
        QUANTA_UNROLL
        for (int i = 0; i < chains; ++i) {
            __m256i pairs = _mm256_maddubs_epi16(lhs, rhs);
            QUANTA_UNROLL
            for (int more = 1; more < 4; ++more) {
                asm volatile("" : "+x"(rhs));
                pairs = _mm256_add_epi16(pairs, _mm256_maddubs_epi16(lhs, rhs));
            }
            sums[i] = _mm256_add_epi32(sums[i], _mm256_madd_epi16(pairs, ones));
        }
    }
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) asm volatile("" : "+x"(sums[i]));
}

QUANTA_LEAF_AVX2 void fused_multiply_add_avx2(std::size_t rounds) {
    __m256 lhs = _mm256_set1_ps(1), rhs = _mm256_set1_ps(3), sums[chains];
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) {
        sums[i] = _mm256_setzero_ps();
        asm volatile("" : "+x"(sums[i]));
    }
    for (std::size_t round = 0; round < rounds; ++round) {
        asm volatile("" : "+x"(rhs));
        QUANTA_UNROLL
        for (int i = 0; i < chains; ++i) sums[i] = _mm256_fmadd_ps(lhs, rhs, sums[i]);
    }
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) asm volatile("" : "+x"(sums[i]));
}

QUANTA_LEAF_AVXVNNI void dot_u8s8_avxvnni(std::size_t rounds) {
    __m256i lhs = _mm256_set1_epi8(1), rhs = _mm256_set1_epi8(3), sums[chains];
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) {
        sums[i] = _mm256_setzero_si256();
        asm volatile("" : "+x"(sums[i]));
    }
    for (std::size_t round = 0; round < rounds; ++round) {
        asm volatile("" : "+x"(rhs));
        QUANTA_UNROLL
        for (int i = 0; i < chains; ++i) sums[i] = _mm256_dpbusd_avx_epi32(sums[i], lhs, rhs);
    }
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) asm volatile("" : "+x"(sums[i]));
}

QUANTA_LEAF_AVX512BW void multiply_add_s16_avx512bw(std::size_t rounds) {
    __m512i lhs = _mm512_set1_epi16(1), rhs = _mm512_set1_epi16(3), sums[chains];
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) {
        sums[i] = _mm512_setzero_si512();
        asm volatile("" : "+v"(sums[i]));
    }
    for (std::size_t round = 0; round < rounds; ++round) {
        QUANTA_UNROLL
        for (int i = 0; i < chains; ++i) {
            asm volatile("" : "+v"(rhs));
            sums[i] = _mm512_add_epi32(sums[i], _mm512_madd_epi16(lhs, rhs));
        }
    }
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) asm volatile("" : "+v"(sums[i]));
}

QUANTA_LEAF_AVX512BW void multiply_add_four_s8_avx512bw(std::size_t rounds) {
    const __m512i lhs = _mm512_set1_epi8(1), ones = _mm512_set1_epi16(1);
    __m512i rhs = _mm512_set1_epi8(3), sums[chains];
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) {
        sums[i] = _mm512_setzero_si512();
        asm volatile("" : "+v"(sums[i]));
    }
    for (std::size_t round = 0; round < rounds; ++round) {
        QUANTA_UNROLL
        for (int i = 0; i < chains; ++i) {
            __m512i pairs = _mm512_maddubs_epi16(lhs, rhs);
            QUANTA_UNROLL
            for (int more = 1; more < 4; ++more) {
                asm volatile("" : "+v"(rhs));
                pairs = _mm512_add_epi16(pairs, _mm512_maddubs_epi16(lhs, rhs));
            }
            sums[i] = _mm512_add_epi32(sums[i], _mm512_madd_epi16(pairs, ones));
        }
    }
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) asm volatile("" : "+v"(sums[i]));
}

QUANTA_LEAF_AVX512BW void fused_multiply_add_avx512bw(std::size_t rounds) {
    __m512 lhs = _mm512_set1_ps(1), rhs = _mm512_set1_ps(3), sums[chains];
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) {
        sums[i] = _mm512_setzero_ps();
        asm volatile("" : "+v"(sums[i]));
    }
    for (std::size_t round = 0; round < rounds; ++round) {
        asm volatile("" : "+v"(rhs));
        QUANTA_UNROLL
        for (int i = 0; i < chains; ++i) sums[i] = _mm512_fmadd_ps(lhs, rhs, sums[i]);
    }
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) asm volatile("" : "+v"(sums[i]));
}

QUANTA_LEAF_AVX512VNNI void dot_u8s8_avx512vnni(std::size_t rounds) {
    __m512i lhs = _mm512_set1_epi8(1), rhs = _mm512_set1_epi8(3), sums[chains];
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) {
        sums[i] = _mm512_setzero_si512();
        asm volatile("" : "+v"(sums[i]));
    }
    for (std::size_t round = 0; round < rounds; ++round) {
        asm volatile("" : "+v"(rhs));
        QUANTA_UNROLL
        for (int i = 0; i < chains; ++i) sums[i] = _mm512_dpbusd_epi32(sums[i], lhs, rhs);
    }
    QUANTA_UNROLL
    for (int i = 0; i < chains; ++i) asm volatile("" : "+v"(sums[i]));
}

/// Operations of one round: a multiplication and an addition for each product.
constexpr double operations(int products) { return 2.0 * chains * products; }

} // namespace

product_loop integer_loop(quanta::isa::id instruction_set) {
    using quanta::isa::id;
    switch (instruction_set) {
    case id::avx512vnni: return {"vpdpbusd_zmm", &dot_u8s8_avx512vnni, operations(64)};
    case id::avx512bw: return {"vpmaddwd_vpaddd_zmm", &multiply_add_s16_avx512bw, operations(32)};
    case id::avxvnni: return {"vpdpbusd_ymm", &dot_u8s8_avxvnni, operations(32)};
    case id::avx2: return {"vpmaddwd_vpaddd_ymm", &multiply_add_s16_avx2, operations(16)};
    default: return {};
    }
}

product_loop narrow_integer_loop(quanta::isa::id instruction_set) {
    using quanta::isa::id;
    switch (instruction_set) {
    case id::avx512bw: return {"vpmaddubsw_vpaddw_zmm", &multiply_add_four_s8_avx512bw, operations(4 * 64)};
    case id::avx2: return {"vpmaddubsw_vpaddw_ymm", &multiply_add_four_s8_avx2, operations(4 * 32)};
    default: return integer_loop(instruction_set);
    }
}

product_loop float_loop(quanta::isa::id instruction_set) {
    using quanta::isa::id;
    switch (instruction_set) {
    case id::avx512vnni:
    case id::avx512bw: return {"vfmadd231ps_zmm", &fused_multiply_add_avx512bw, operations(16)};
    case id::avxvnni:
    case id::avx2: return {"vfmadd231ps_ymm", &fused_multiply_add_avx2, operations(8)};
    default: return {};
    }
}

} // namespace bench::limits

#else

namespace bench::limits {

product_loop integer_loop(quanta::isa::id) { return {}; }
product_loop narrow_integer_loop(quanta::isa::id) { return {}; }
product_loop float_loop(quanta::isa::id) { return {}; }

} // namespace bench::limits

#endif
