// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/isa/tags.hpp>
#include <quanta/quantizer/x86/affine_avx2.hpp>

#if QUANTA_ARCH_X86

namespace quanta::inline QUANTA_ABI {

/// out[i] = Reals::quantize(in[i], params of i)
/// 32 values a turn, then 8, then the rest by way of the stack.
template <class Reals>
struct quantize_row<isa::avx2, Reals> {
    template <class T>
    QUANTA_LEAF_AVX2 static void run(const float* in, std::size_t count, const row_params& params, T* out) noexcept {
        const affine own = affine::at(params);
        std::size_t i = 0;
        for (; i + 32 <= count; i += 32)
            store(out + i, affine::integers(_mm256_loadu_ps(in + i), own),
                  affine::integers(_mm256_loadu_ps(in + i + 8), own),
                  affine::integers(_mm256_loadu_ps(in + i + 16), own),
                  affine::integers(_mm256_loadu_ps(in + i + 24), own));
        for (; i + 8 <= count; i += 8) store(out + i, affine::integers(_mm256_loadu_ps(in + i), own));
        if (i < count) store_rest(out + i, count - i, affine::integers(load_rest(in + i, count - i), own));
    }

    template <class T>
    QUANTA_LEAF_AVX2 static void run(const float* in, std::size_t count, const column_params& params, T* out) noexcept {
        std::size_t i = 0;
        for (; i + 8 <= count; i += 8) store(out + i, affine::integers(_mm256_loadu_ps(in + i), affine::at(params, i)));
        if (i == count) return;
        const affine own = affine::at_rest(params, i, count - i);
        store_rest(out + i, count - i, affine::integers(load_rest(in + i, count - i), own));
    }

private:
    using affine = affine_avx2<Reals>;

    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256 load_rest(const float* in, std::size_t count) noexcept {
        float values[8] = {};
        std::memcpy(values, in, count * sizeof(float));
        return _mm256_loadu_ps(values);
    }

    template <class T>
    QUANTA_INLINE_AVX2 static void store_rest(T* out, std::size_t count, __m256i integers) noexcept {
        T values[8];
        store(values, integers);
        std::memcpy(out, values, count * sizeof(T));
    }

    // The integers are in T's range: saturation in the packs below never happens.
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i to_bytes(__m256i low, __m256i high, const std::uint8_t*) noexcept {
        return _mm256_packus_epi16(low, high);
    }
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i to_bytes(__m256i low, __m256i high, const std::int8_t*) noexcept {
        return _mm256_packs_epi16(low, high);
    }

    template <class T>
    QUANTA_INLINE_AVX2 static void store(T* out, __m256i integers) noexcept {
        const __m256i words = _mm256_packs_epi32(integers, integers);
        const __m256i bytes = to_bytes(words, words, out); // in each half: its four values, four times
        const __m128i both = _mm_unpacklo_epi32(_mm256_castsi256_si128(bytes), _mm256_extracti128_si256(bytes, 1));
        _mm_storel_epi64(reinterpret_cast<__m128i*>(out), both);
    }
    QUANTA_INLINE_AVX2 static void store(std::int16_t* out, __m256i integers) noexcept {
        const __m128i low = _mm256_castsi256_si128(integers), high = _mm256_extracti128_si256(integers, 1);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm_packs_epi32(low, high));
    }

    // Packs work within 128-bit halves: the permutation puts the values back in order.
    template <class T>
    QUANTA_INLINE_AVX2 static void store(T* out, __m256i a, __m256i b, __m256i c, __m256i d) noexcept {
        const __m256i bytes = to_bytes(_mm256_packs_epi32(a, b), _mm256_packs_epi32(c, d), out);
        const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm256_permutevar8x32_epi32(bytes, order));
    }
    QUANTA_INLINE_AVX2 static void store(std::int16_t* out, __m256i a, __m256i b, __m256i c, __m256i d) noexcept {
        const __m256i low = _mm256_permute4x64_epi64(_mm256_packs_epi32(a, b), 0xD8);
        const __m256i high = _mm256_permute4x64_epi64(_mm256_packs_epi32(c, d), 0xD8);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), low);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + 16), high);
    }
};

template <class Reals>
struct quantize_row<isa::avxvnni, Reals> : quantize_row<isa::avx2, Reals> {};

} // namespace quanta

#endif
