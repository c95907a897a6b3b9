// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/isa/tags.hpp>
#include <quanta/quantizer/x86/affine_avx512bw.hpp>

#if QUANTA_ARCH_X86

namespace quanta::inline QUANTA_ABI {

/// out[i] = Reals::quantize(in[i], params of i)
/// 64 values a turn, then 16 under a mask.
template <class Reals>
struct quantize_row<isa::avx512bw, Reals> {
    template <class T>
    QUANTA_LEAF_AVX512BW static void run(const float* in, std::size_t count, const row_params& params,
                                         T* out) noexcept {
        const affine own = affine::at(params);
        std::size_t i = 0;
        for (; i + 64 <= count; i += 64)
            store(out + i, affine::integers(_mm512_loadu_ps(in + i), own),
                  affine::integers(_mm512_loadu_ps(in + i + 16), own),
                  affine::integers(_mm512_loadu_ps(in + i + 32), own),
                  affine::integers(_mm512_loadu_ps(in + i + 48), own));
        for (; i < count; i += 16) {
            const __mmask16 mask = affine::first(count - i);
            store(out + i, mask, affine::integers(_mm512_maskz_loadu_ps(mask, in + i), own));
        }
    }

    template <class T>
    QUANTA_LEAF_AVX512BW static void run(const float* in, std::size_t count, const column_params& params,
                                         T* out) noexcept {
        for (std::size_t i = 0; i < count; i += 16) {
            const __mmask16 mask = affine::first(count - i);
            const affine own = affine::at(params, i, mask);
            store(out + i, mask, affine::integers(_mm512_maskz_loadu_ps(mask, in + i), own));
        }
    }

private:
    using affine = affine_avx512bw<Reals>;

    // The integers are in T's range: neither truncation nor saturation below changes them.
    template <class T>
    QUANTA_INLINE_AVX512BW static void store(T* out, __mmask16 mask, __m512i integers) noexcept {
        _mm512_mask_cvtepi32_storeu_epi8(out, mask, integers);
    }
    QUANTA_INLINE_AVX512BW static void store(std::int16_t* out, __mmask16 mask, __m512i integers) noexcept {
        _mm512_mask_cvtepi32_storeu_epi16(out, mask, integers);
    }

    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i to_bytes(__m512i low, __m512i high,
                                                                 const std::uint8_t*) noexcept {
        return _mm512_packus_epi16(low, high);
    }
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i to_bytes(__m512i low, __m512i high,
                                                                 const std::int8_t*) noexcept {
        return _mm512_packs_epi16(low, high);
    }

    // Packs work within 128-bit lanes: the permutation puts the values back in order.
    template <class T>
    QUANTA_INLINE_AVX512BW static void store(T* out, __m512i a, __m512i b, __m512i c, __m512i d) noexcept {
        const __m512i bytes = to_bytes(_mm512_packs_epi32(a, b), _mm512_packs_epi32(c, d), out);
        const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
        _mm512_storeu_si512(out, _mm512_maskz_permutexvar_epi32(affine::all, order, bytes));
    }
    QUANTA_INLINE_AVX512BW static void store(std::int16_t* out, __m512i a, __m512i b, __m512i c, __m512i d) noexcept {
        const __m512i order = _mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7);
        _mm512_storeu_si512(out, _mm512_maskz_permutexvar_epi64(0xFF, order, _mm512_packs_epi32(a, b)));
        _mm512_storeu_si512(out + 32, _mm512_maskz_permutexvar_epi64(0xFF, order, _mm512_packs_epi32(c, d)));
    }
};

template <class Reals>
struct quantize_row<isa::avx512vnni, Reals> : quantize_row<isa::avx512bw, Reals> {};

} // namespace quanta

#endif
