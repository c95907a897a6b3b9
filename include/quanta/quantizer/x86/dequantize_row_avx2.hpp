// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/isa/tags.hpp>
#include <quanta/params/profile_quanta.hpp>
#include <quanta/quantizer/x86/affine_avx2.hpp>

#if QUANTA_ARCH_X86

namespace quanta::inline QUANTA_ABI {

/// out[i] = float(in[i] - zero_point) * scale
/// 32 values a turn, then 8, then the rest by way of the stack.
template <>
struct dequantize_row<isa::avx2> {
    template <class T>
    QUANTA_LEAF_AVX2 static void run(const T* in, std::size_t count, const row_params& params, float* out) noexcept {
        const affine own = affine::at(params);
        std::size_t i = 0;
        for (; i + 32 <= count; i += 32) {
            _mm256_storeu_ps(out + i, reals(in + i, own));
            _mm256_storeu_ps(out + i + 8, reals(in + i + 8, own));
            _mm256_storeu_ps(out + i + 16, reals(in + i + 16, own));
            _mm256_storeu_ps(out + i + 24, reals(in + i + 24, own));
        }
        for (; i + 8 <= count; i += 8) _mm256_storeu_ps(out + i, reals(in + i, own));
        if (i < count) run_rest(in + i, count - i, own, out + i);
    }

    template <class T>
    QUANTA_LEAF_AVX2 static void run(const T* in, std::size_t count, const column_params& params, float* out) noexcept {
        std::size_t i = 0;
        for (; i + 8 <= count; i += 8) _mm256_storeu_ps(out + i, reals(in + i, affine::at(params, i)));
        if (i == count) return;
        const affine own = affine::at_rest(params, i, count - i);
        run_rest(in + i, count - i, own, out + i);
    }

private:
    using affine = affine_avx2<profile::quanta::reals_rule>; // of which it needs no rule

    template <class T>
    QUANTA_INLINE_AVX2 static void run_rest(const T* in, std::size_t count, const affine& own, float* out) noexcept {
        T integers[8] = {};
        float values[8];
        std::memcpy(integers, in, count * sizeof(T));
        _mm256_storeu_ps(values, reals(integers, own));
        std::memcpy(out, values, count * sizeof(float));
    }

    template <class T>
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256 reals(const T* in, const affine& own) noexcept {
        return affine::reals(_mm256_sub_epi32(load(in), own.zero_point), own);
    }

    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i load(const std::uint8_t* in) noexcept {
        return _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(in)));
    }
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i load(const std::int8_t* in) noexcept {
        return _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(in)));
    }
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i load(const std::int16_t* in) noexcept {
        return _mm256_cvtepi16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(in)));
    }
};

template <>
struct dequantize_row<isa::avxvnni> : dequantize_row<isa::avx2> {};

} // namespace quanta

#endif
