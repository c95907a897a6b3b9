// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/isa/target.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// A table of 256 bytes in sixteen shuffles.
///
/// `vpshufb` finds a byte among 16 by its low four bits, and gives 0 where the index is negative. With x reduced by 16 from
/// step to step, an index of n * 16 + i stays at or above 0 for n + 1 steps: the table of step k holds entries of part k
/// xor those of part k - 1, and the parts before n cancel. Subtraction saturates, so what is negative stays so; the upper
/// 128 entries have steps of their own, with the sign turned.
struct lookup_int8_avx2 {
    /// out = entries[x], one byte each; `in` may be `out`.
    template <class In, class Out>
    QUANTA_LEAF_AVX2 static void run(const In* in, std::size_t count, const Out* entries, Out* out) noexcept {
        std::size_t i = 0;
        if (count >= worthwhile) {
            alignas(32) std::uint8_t tables[16][32];
            prepare(entries, tables);
            for (; i + 64 <= count; i += 64) {
                __m256i x0 = load(in + i), x1 = load(in + i + 32);
                const __m256i sign = _mm256_set1_epi8(-128);
                __m256i low0 = _mm256_setzero_si256(), low1 = low0;
                find(tables, x0, x1, low0, low1);
                x0 = _mm256_xor_si256(load(in + i), sign);
                x1 = _mm256_xor_si256(load(in + i + 32), sign);
                find(tables + 8, x0, x1, low0, low1);
                _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i), low0);
                _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i + 32), low1);
            }
        }
        for (; i < count; ++i) out[i] = entries[static_cast<std::uint8_t>(in[i])];
    }

private:
    static constexpr std::size_t worthwhile = 256; // values that repay the preparation

    template <class In>
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i load(const In* in) noexcept {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in));
    }

    /// tables[k] = part k xor part k - 1 of its half, in both halves of a register.
    template <class Out>
    QUANTA_INLINE_AVX2 static void prepare(const Out* entries, std::uint8_t (&tables)[16][32]) noexcept {
        __m128i previous = _mm_setzero_si128();
        for (std::size_t part = 0; part < 16; ++part) {
            if (part == 8) previous = _mm_setzero_si128();
            const __m128i own = _mm_loadu_si128(reinterpret_cast<const __m128i*>(entries + 16 * part));
            _mm256_store_si256(reinterpret_cast<__m256i*>(tables[part]),
                               _mm256_broadcastsi128_si256(_mm_xor_si128(own, previous)));
            previous = own;
        }
    }

    QUANTA_INLINE_AVX2 static void find(const std::uint8_t (*tables)[32], __m256i x0, __m256i x1, __m256i& found0,
                                        __m256i& found1) noexcept {
        const __m256i step = _mm256_set1_epi8(16);
        QUANTA_UNROLL
        for (std::size_t part = 0; part < 8; ++part) {
            const __m256i table = _mm256_load_si256(reinterpret_cast<const __m256i*>(tables[part]));
            found0 = _mm256_xor_si256(found0, _mm256_shuffle_epi8(table, x0));
            found1 = _mm256_xor_si256(found1, _mm256_shuffle_epi8(table, x1));
            x0 = _mm256_subs_epi8(x0, step);
            x1 = _mm256_subs_epi8(x1, step);
        }
    }
};

} // namespace quanta::kernel

#endif
