// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <quanta/kernel/reference/patch_runs_reference.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// `patch_runs_reference` in AVX2. Runs are short, so each length has a loop of its own; the end of a run is copied by one
/// more whole register, which overlaps the one before.
struct patch_runs_int8_avx2 {
    template <class T>
    static void copy(const T* from, std::ptrdiff_t from_step, std::size_t runs, std::size_t length, T* to,
                     std::ptrdiff_t to_step) {
        constexpr auto width = static_cast<std::ptrdiff_t>(sizeof(T));
        copy_bytes(reinterpret_cast<const std::byte*>(from), from_step * width, runs, length * sizeof(T),
                   reinterpret_cast<std::byte*>(to), to_step * width);
    }

    template <class T>
        requires(sizeof(T) == 1)
    QUANTA_LEAF_AVX2 static void copy(const T* from, std::ptrdiff_t from_step, std::size_t runs, std::size_t length,
                                      std::int16_t* to, std::ptrdiff_t to_step) {
        if (length >= 16) {
            for (; runs != 0; --runs, from += from_step, to += to_step) {
                for (std::size_t k = 0; k + 16 <= length; k += 16) widen16(from + k, to + k);
                widen16(from + length - 16, to + length - 16);
            }
        } else if (length >= 8) {
            for (; runs != 0; --runs, from += from_step, to += to_step) {
                widen8(from, to);
                widen8(from + length - 8, to + length - 8);
            }
        } else if (length >= 4) {
            for (; runs != 0; --runs, from += from_step, to += to_step) {
                widen4(from, to);
                widen4(from + length - 4, to + length - 4);
            }
        } else if (length == 3) {
            for (; runs != 0; --runs, from += from_step, to += to_step) {
                to[0] = from[0];
                to[1] = from[1];
                to[2] = from[2];
            }
        } else {
            patch_runs_reference::copy(from, from_step, runs, length, to, to_step);
        }
    }

private:
    QUANTA_LEAF_AVX2 static void copy_bytes(const std::byte* from, std::ptrdiff_t from_step, std::size_t runs,
                                            std::size_t length, std::byte* to, std::ptrdiff_t to_step) {
        if (length >= 32) {
            for (; runs != 0; --runs, from += from_step, to += to_step) {
                for (std::size_t k = 0; k + 32 <= length; k += 32) copy32(from + k, to + k);
                copy32(from + length - 32, to + length - 32);
            }
        } else if (length >= 16) {
            for (; runs != 0; --runs, from += from_step, to += to_step) {
                copy_part<16>(from, to);
                copy_part<16>(from + length - 16, to + length - 16);
            }
        } else if (length >= 8) {
            for (; runs != 0; --runs, from += from_step, to += to_step) {
                copy_part<8>(from, to);
                copy_part<8>(from + length - 8, to + length - 8);
            }
        } else if (length >= 4) {
            for (; runs != 0; --runs, from += from_step, to += to_step) {
                copy_part<4>(from, to);
                copy_part<4>(from + length - 4, to + length - 4);
            }
        } else {
            for (; runs != 0; --runs, from += from_step, to += to_step)
                for (std::size_t k = 0; k < length; ++k) to[k] = from[k];
        }
    }

    QUANTA_INLINE_AVX2 static void copy32(const std::byte* from, std::byte* to) {
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)));
    }
    template <std::size_t Bytes>
    QUANTA_INLINE_AVX2 static void copy_part(const std::byte* from, std::byte* to) {
        std::memcpy(to, from, Bytes);
    }

    template <class T>
    QUANTA_INLINE_AVX2 static void widen16(const T* from, std::int16_t* to) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
        const __m256i words = std::is_signed_v<T> ? _mm256_cvtepi8_epi16(bytes) : _mm256_cvtepu8_epi16(bytes);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), words);
    }
    template <class T>
    QUANTA_INLINE_AVX2 static void widen8(const T* from, std::int16_t* to) {
        const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to),
                         std::is_signed_v<T> ? _mm_cvtepi8_epi16(bytes) : _mm_cvtepu8_epi16(bytes));
    }
    template <class T>
    QUANTA_INLINE_AVX2 static void widen4(const T* from, std::int16_t* to) {
        std::int32_t four;
        std::memcpy(&four, from, 4);
        const __m128i bytes = _mm_cvtsi32_si128(four);
        _mm_storel_epi64(reinterpret_cast<__m128i*>(to),
                         std::is_signed_v<T> ? _mm_cvtepi8_epi16(bytes) : _mm_cvtepu8_epi16(bytes));
    }
};

} // namespace quanta::kernel

#endif
