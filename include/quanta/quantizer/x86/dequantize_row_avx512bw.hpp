// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/isa/tags.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/quantizer/x86/affine_avx512bw.hpp>

#if QUANTA_ARCH_X86

namespace quanta::inline QUANTA_ABI {

/// out[i] = float(in[i] - zero_point) * scale
/// 64 values a turn, then 16 under a mask.
template <>
struct dequantize_row<isa::avx512bw> {
    template <class T>
    QUANTA_LEAF_AVX512BW static void run(const T* in, std::size_t count, const row_params& params,
                                         float* out) noexcept {
        const affine own = affine::at(params);
        std::size_t i = 0;
        for (; i + 64 <= count; i += 64) {
            _mm512_storeu_ps(out + i, reals(load(in + i), own));
            _mm512_storeu_ps(out + i + 16, reals(load(in + i + 16), own));
            _mm512_storeu_ps(out + i + 32, reals(load(in + i + 32), own));
            _mm512_storeu_ps(out + i + 48, reals(load(in + i + 48), own));
        }
        for (; i < count; i += 16) {
            const __mmask16 mask = affine::first(count - i);
            _mm512_mask_storeu_ps(out + i, mask, reals(load(in + i, mask), own));
        }
    }

    template <class T>
    QUANTA_LEAF_AVX512BW static void run(const T* in, std::size_t count, const column_params& params,
                                         float* out) noexcept {
        for (std::size_t i = 0; i < count; i += 16) {
            const __mmask16 mask = affine::first(count - i);
            const affine own = affine::at(params, i, mask);
            _mm512_mask_storeu_ps(out + i, mask, reals(load(in + i, mask), own));
        }
    }

private:
    using affine = affine_avx512bw<profile::quanta::reals_rule>; // of which it needs no rule

    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512 reals(__m512i integers, const affine& own) noexcept {
        return affine::reals(_mm512_sub_epi32(integers, own.zero_point), own);
    }

    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i load(const std::uint8_t* in) noexcept {
        return _mm512_maskz_cvtepu8_epi32(affine::all, _mm_loadu_si128(reinterpret_cast<const __m128i*>(in)));
    }
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i load(const std::int8_t* in) noexcept {
        return _mm512_maskz_cvtepi8_epi32(affine::all, _mm_loadu_si128(reinterpret_cast<const __m128i*>(in)));
    }
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i load(const std::int16_t* in) noexcept {
        return _mm512_maskz_cvtepi16_epi32(affine::all, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in)));
    }
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i load(const std::uint8_t* in, __mmask16 mask) noexcept {
        return _mm512_maskz_cvtepu8_epi32(affine::all, _mm_maskz_loadu_epi8(mask, in));
    }
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i load(const std::int8_t* in, __mmask16 mask) noexcept {
        return _mm512_maskz_cvtepi8_epi32(affine::all, _mm_maskz_loadu_epi8(mask, in));
    }
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i load(const std::int16_t* in, __mmask16 mask) noexcept {
        return _mm512_maskz_cvtepi16_epi32(affine::all, _mm256_maskz_loadu_epi16(mask, in));
    }
};

template <>
struct dequantize_row<isa::avx512vnni> : dequantize_row<isa::avx512bw> {};

} // namespace quanta

#endif
