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

/// Columns of a row in AVX2, eight a register: how they are read, and written in each width. All that loads or stores in an
/// epilogue.
struct lanes_avx2 {
    static constexpr std::size_t width = 8;

    struct ints {
        using element = std::int32_t;
        __m256i v;
    };
    struct floats {
        using element = float;
        __m256 v;
    };

    /// Of columns 0 to 3 and 4 to 7.
    struct doubles {
        __m256d low, high;
    };
    /// The same; each 64-bit lane has a mantissa in its low half and an exponent in its high half.
    struct fixed_points {
        __m256i low, high;
    };

    /// All columns of a register.
    struct whole {};
    /// The first `count` columns of a register, `count` < 8; the others are neither read nor written.
    struct first {
        std::size_t count;
        __m256i mask;
    };

    QUANTA_INLINE_AVX2 static first first_columns(std::size_t count) noexcept {
        const __m256i numbers = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
        return {count, _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)), numbers)};
    }

    QUANTA_INLINE_AVX2 static ints load(const std::int32_t* p, whole) noexcept {
        return {_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))};
    }
    QUANTA_INLINE_AVX2 static ints load(const std::int32_t* p, first lanes) noexcept {
        return {_mm256_maskload_epi32(p, lanes.mask)};
    }
    QUANTA_INLINE_AVX2 static floats load(const float* p, whole) noexcept { return {_mm256_loadu_ps(p)}; }
    QUANTA_INLINE_AVX2 static floats load(const float* p, first lanes) noexcept {
        return {_mm256_maskload_ps(p, lanes.mask)};
    }
    QUANTA_INLINE_AVX2 static ints load(const std::int8_t* p, auto lanes) noexcept {
        return {_mm256_cvtepi8_epi32(load_bytes(p, lanes))};
    }
    QUANTA_INLINE_AVX2 static ints load(const std::uint8_t* p, auto lanes) noexcept {
        return {_mm256_cvtepu8_epi32(load_bytes(p, lanes))};
    }
    QUANTA_INLINE_AVX2 static doubles load(const double* p, whole) noexcept {
        return {_mm256_loadu_pd(p), _mm256_loadu_pd(p + width / 2)};
    }
    QUANTA_INLINE_AVX2 static doubles load(const double* p, first lanes) noexcept {
        return {_mm256_maskload_pd(p, low_mask(lanes)), _mm256_maskload_pd(p + width / 2, high_mask(lanes))};
    }
    QUANTA_INLINE_AVX2 static fixed_points load(const fixed_point_multiplier* p, whole) noexcept {
        return {_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)),
                _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p + width / 2))};
    }
    QUANTA_INLINE_AVX2 static fixed_points load(const fixed_point_multiplier* p, first lanes) noexcept {
        const auto* const words = reinterpret_cast<const long long*>(p);
        return {_mm256_maskload_epi64(words, low_mask(lanes)), _mm256_maskload_epi64(words + 4, high_mask(lanes))};
    }

    QUANTA_INLINE_AVX2 static floats all(float value) noexcept { return {_mm256_set1_ps(value)}; }
    QUANTA_INLINE_AVX2 static doubles all(double value) noexcept {
        return {_mm256_set1_pd(value), _mm256_set1_pd(value)};
    }
    QUANTA_INLINE_AVX2 static fixed_points all(fixed_point_multiplier value) noexcept {
        const __m256i both = _mm256_set1_epi64x(std::bit_cast<std::int64_t>(value));
        return {both, both};
    }

    /// values[column] and those that follow, or values[0] for all columns.
    template <class T>
    QUANTA_INLINE_AVX2 static auto per_column(const T* values, bool per_column, std::size_t column,
                                              auto lanes) noexcept {
        return per_column ? load(values + column, lanes) : all(values[0]);
    }

    QUANTA_INLINE_AVX2 static void spill(std::int32_t* p, ints v) noexcept {
        _mm256_store_si256(reinterpret_cast<__m256i*>(p), v.v);
    }
    QUANTA_INLINE_AVX2 static void spill(float* p, floats v) noexcept { _mm256_store_ps(p, v.v); }

    template <class T>
    QUANTA_INLINE_AVX2 static void write(T* out, ints v, auto lanes) noexcept {
        if constexpr (sizeof(T) == 1)
            store_bytes<8>(out, low_bytes(v, v), lanes);
        else if constexpr (sizeof(T) == 2)
            store_bytes<16>(out, low_halves(v), lanes);
        else
            write_all(out, v, lanes);
    }
    QUANTA_INLINE_AVX2 static void write(float* out, floats v, whole) noexcept { _mm256_storeu_ps(out, v.v); }
    QUANTA_INLINE_AVX2 static void write(float* out, floats v, first lanes) noexcept {
        _mm256_maskstore_ps(out, lanes.mask, v.v);
    }
    /// Two whole registers of neighbouring columns.
    template <class T, class Values>
    QUANTA_INLINE_AVX2 static void write_two(T* out, Values left, Values right) noexcept {
        if constexpr (sizeof(T) == 1) {
            _mm_storeu_si128(reinterpret_cast<__m128i*>(out), low_bytes(left, right));
        } else {
            write(out, left, whole{});
            write(out + width, right, whole{});
        }
    }

private:
    QUANTA_INLINE_AVX2 static void write_all(std::int32_t* out, ints v, whole) noexcept {
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), v.v);
    }
    QUANTA_INLINE_AVX2 static void write_all(std::int32_t* out, ints v, first lanes) noexcept {
        _mm256_maskstore_epi32(out, lanes.mask, v.v);
    }

    QUANTA_INLINE_AVX2 static __m256i low_mask(first lanes) noexcept {
        return _mm256_cvtepi32_epi64(_mm256_castsi256_si128(lanes.mask));
    }
    QUANTA_INLINE_AVX2 static __m256i high_mask(first lanes) noexcept {
        return _mm256_cvtepi32_epi64(_mm256_extracti128_si256(lanes.mask, 1));
    }

    QUANTA_INLINE_AVX2 static __m128i load_bytes(const void* p, whole) noexcept {
        return _mm_loadl_epi64(static_cast<const __m128i*>(p));
    }
    QUANTA_INLINE_AVX2 static __m128i load_bytes(const void* p, first lanes) noexcept {
        std::uint64_t bytes = 0;
        copy_fewer_than<8>(&bytes, p, lanes.count);
        return _mm_cvtsi64_si128(static_cast<std::int64_t>(bytes));
    }

    /// The low byte of each of 16 integers.
    QUANTA_INLINE_AVX2 static __m128i low_bytes(ints left, ints right) noexcept {
        const __m256i mask = _mm256_set1_epi32(0xFF);
        const __m256i halves = _mm256_packus_epi32(_mm256_and_si256(left.v, mask), _mm256_and_si256(right.v, mask));
        const __m128i even_quads_first =
            _mm_packus_epi16(_mm256_castsi256_si128(halves), _mm256_extracti128_si256(halves, 1));
        return _mm_shuffle_epi32(even_quads_first, _MM_SHUFFLE(3, 1, 2, 0));
    }
    /// The low 16 bits of each of 8 integers.
    QUANTA_INLINE_AVX2 static __m128i low_halves(ints v) noexcept {
        const __m256i low = _mm256_and_si256(v.v, _mm256_set1_epi32(0xFFFF));
        return _mm_packus_epi32(_mm256_castsi256_si128(low), _mm256_extracti128_si256(low, 1));
    }

    /// Stores the first `Bytes` bytes, one eighth of them for each column.
    template <std::size_t Bytes>
    QUANTA_INLINE_AVX2 static void store_bytes(void* p, __m128i v, whole) noexcept {
        if constexpr (Bytes == 16)
            _mm_storeu_si128(static_cast<__m128i*>(p), v);
        else
            _mm_storel_epi64(static_cast<__m128i*>(p), v);
    }
    template <std::size_t Bytes>
    QUANTA_INLINE_AVX2 static void store_bytes(void* p, __m128i v, first lanes) noexcept {
        alignas(16) std::byte bytes[16];
        _mm_store_si128(reinterpret_cast<__m128i*>(bytes), v);
        copy_fewer_than<Bytes>(p, bytes, lanes.count * (Bytes / width));
    }

    /// Copies `count` < Limit bytes; Limit is a power of two.
    template <std::size_t Limit>
    QUANTA_INLINE_AVX2 static void copy_fewer_than(void* to, const void* from, std::size_t count) noexcept {
        constexpr std::size_t half = Limit / 2;
        const bool copies = (count & half) != 0;
        if (copies) __builtin_memcpy(to, from, half);
        if constexpr (half > 1) {
            const std::size_t done = copies ? half : 0;
            copy_fewer_than<half>(static_cast<std::byte*>(to) + done, static_cast<const std::byte*>(from) + done,
                                  count);
        }
    }
};

} // namespace quanta::epilogue

#endif
