// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include <quanta/core/fixed_point.hpp>
#include <quanta/isa/target.hpp>

#if QUANTA_ARCH_X86

#include <immintrin.h>

namespace quanta::epilogue::inline QUANTA_ABI {

/// `lanes_avx2` in AVX-512: sixteen columns a register.
struct lanes_avx512 {
    static constexpr std::size_t width = 16;

    // GCC 12 warns of an uninitialized value inside the intrinsics without a mask (GCC bug 105593). Under this mask
    // they have none, and the instructions are the same.
    static constexpr __mmask16 every = 0xFFFF;

    struct ints {
        using element = std::int32_t;
        __m512i v;
    };
    struct floats {
        using element = float;
        __m512 v;
    };

    /// Of columns 0 to 7 and 8 to 15.
    struct doubles {
        __m512d low, high;
    };
    /// The same; each 64-bit lane has a mantissa in its low half and an exponent in its high half.
    struct fixed_points {
        __m512i low, high;
    };

    /// All columns of a register.
    struct whole {};
    /// The first `count` columns of a register, `count` < 16; the others are neither read nor written.
    struct first {
        std::size_t count;
        __mmask16 mask;
    };

    QUANTA_INLINE_AVX512BW static first first_columns(std::size_t count) noexcept {
        return {count, static_cast<__mmask16>((1U << count) - 1U)};
    }

    QUANTA_INLINE_AVX512BW static ints load(const std::int32_t* p, whole) noexcept { return {_mm512_loadu_si512(p)}; }
    QUANTA_INLINE_AVX512BW static ints load(const std::int32_t* p, first lanes) noexcept {
        return {_mm512_maskz_loadu_epi32(lanes.mask, p)};
    }
    QUANTA_INLINE_AVX512BW static floats load(const float* p, whole) noexcept { return {_mm512_loadu_ps(p)}; }
    QUANTA_INLINE_AVX512BW static floats load(const float* p, first lanes) noexcept {
        return {_mm512_maskz_loadu_ps(lanes.mask, p)};
    }
    QUANTA_INLINE_AVX512BW static ints load(const std::int8_t* p, auto lanes) noexcept {
        return {_mm512_maskz_cvtepi8_epi32(every, load_bytes(p, lanes))};
    }
    QUANTA_INLINE_AVX512BW static ints load(const std::uint8_t* p, auto lanes) noexcept {
        return {_mm512_maskz_cvtepu8_epi32(every, load_bytes(p, lanes))};
    }
    QUANTA_INLINE_AVX512BW static doubles load(const double* p, whole) noexcept {
        return {_mm512_loadu_pd(p), _mm512_loadu_pd(p + width / 2)};
    }
    QUANTA_INLINE_AVX512BW static doubles load(const double* p, first lanes) noexcept {
        return {_mm512_maskz_loadu_pd(static_cast<__mmask8>(lanes.mask), p),
                _mm512_maskz_loadu_pd(static_cast<__mmask8>(lanes.mask >> 8), p + width / 2)};
    }
    QUANTA_INLINE_AVX512BW static fixed_points load(const fixed_point_multiplier* p, whole) noexcept {
        return {_mm512_loadu_si512(p), _mm512_loadu_si512(p + width / 2)};
    }
    QUANTA_INLINE_AVX512BW static fixed_points load(const fixed_point_multiplier* p, first lanes) noexcept {
        return {_mm512_maskz_loadu_epi64(static_cast<__mmask8>(lanes.mask), p),
                _mm512_maskz_loadu_epi64(static_cast<__mmask8>(lanes.mask >> 8), p + width / 2)};
    }

    QUANTA_INLINE_AVX512BW static floats all(float value) noexcept { return {_mm512_set1_ps(value)}; }
    QUANTA_INLINE_AVX512BW static doubles all(double value) noexcept {
        return {_mm512_set1_pd(value), _mm512_set1_pd(value)};
    }
    QUANTA_INLINE_AVX512BW static fixed_points all(fixed_point_multiplier value) noexcept {
        const __m512i both = _mm512_set1_epi64(std::bit_cast<std::int64_t>(value));
        return {both, both};
    }

    /// values[column] and those that follow, or values[0] for all columns.
    template <class T>
    QUANTA_INLINE_AVX512BW static auto per_column(const T* values, bool per_column, std::size_t column,
                                                  auto lanes) noexcept {
        return per_column ? load(values + column, lanes) : all(values[0]);
    }

    QUANTA_INLINE_AVX512BW static void spill(std::int32_t* p, ints v) noexcept { _mm512_store_si512(p, v.v); }
    QUANTA_INLINE_AVX512BW static void spill(float* p, floats v) noexcept { _mm512_store_ps(p, v.v); }

    template <class T>
    QUANTA_INLINE_AVX512BW static void write(T* out, ints v, whole) noexcept {
        if constexpr (sizeof(T) == 1)
            _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm512_maskz_cvtepi32_epi8(every, v.v));
        else if constexpr (sizeof(T) == 2)
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm512_maskz_cvtepi32_epi16(every, v.v));
        else
            _mm512_storeu_si512(out, v.v);
    }
    template <class T>
    QUANTA_INLINE_AVX512BW static void write(T* out, ints v, first lanes) noexcept {
        if constexpr (sizeof(T) == 1)
            _mm_mask_storeu_epi8(out, lanes.mask, _mm512_maskz_cvtepi32_epi8(every, v.v));
        else if constexpr (sizeof(T) == 2)
            _mm256_mask_storeu_epi16(out, lanes.mask, _mm512_maskz_cvtepi32_epi16(every, v.v));
        else
            _mm512_mask_storeu_epi32(out, lanes.mask, v.v);
    }
    QUANTA_INLINE_AVX512BW static void write(float* out, floats v, whole) noexcept { _mm512_storeu_ps(out, v.v); }
    QUANTA_INLINE_AVX512BW static void write(float* out, floats v, first lanes) noexcept {
        _mm512_mask_storeu_ps(out, lanes.mask, v.v);
    }

private:
    QUANTA_INLINE_AVX512BW static __m128i load_bytes(const void* p, whole) noexcept {
        return _mm_loadu_si128(static_cast<const __m128i*>(p));
    }
    QUANTA_INLINE_AVX512BW static __m128i load_bytes(const void* p, first lanes) noexcept {
        return _mm_maskz_loadu_epi8(lanes.mask, p);
    }
};

} // namespace quanta::epilogue

#endif
