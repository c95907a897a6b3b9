// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <quanta/kernel/reference/pool_int8_reference.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// `pool_int8_reference` in AVX2 where at least eight channels are neighbours. The last register of channels may begin
/// inside the one before: it gives the same values again.
struct pool_int8_avx2 {
    template <class T>
    QUANTA_LEAF_AVX2 static void maximum(const T* in, const pool_strip& strip, T lowest, T highest, T* out) noexcept {
        const std::size_t channels = strip.channels;
        if (channels < 8 || strip.input_channel_step != 1 || strip.output_channel_step != 1)
            return pool_int8_reference::maximum(in, strip, lowest, highest, out);
        const pool_strip own = strip; // a copy that no store can change
        for (std::size_t output = 0; output < own.outputs; ++output, in += own.input_step, out += own.output_step) {
            if (channels >= 32)
                for (std::size_t c = 0; c < channels; c += 32)
                    maximum_of_32(in, own, within(c, channels - 32), lowest, highest, out);
            else if (channels >= 16)
                for (std::size_t c = 0; c < channels; c += 16)
                    maximum_of_16(in, own, within(c, channels - 16), lowest, highest, out);
            else
                for (std::size_t c = 0; c < channels; c += 8)
                    maximum_of_8(in, own, within(c, channels - 8), lowest, highest, out);
        }
    }

    /// Sums grow in words for as many taps as these hold, then in 32 bits.
    template <class T>
    QUANTA_LEAF_AVX2 static void sum(const T* in, const pool_strip& strip, std::int32_t* sums) noexcept {
        const std::size_t channels = strip.channels;
        if (channels < 8 || strip.input_channel_step != 1) return pool_int8_reference::sum(in, strip, sums);
        const pool_strip own = strip; // a copy that no store can change
        for (std::size_t output = 0; output < own.outputs; ++output, in += own.input_step, sums += channels) {
            if (channels >= 16)
                for (std::size_t c = 0; c < channels; c += 16) sum_of_16(in, own, within(c, channels - 16), sums);
            else
                for (std::size_t c = 0; c < channels; c += 8) sum_of_8(in, own, within(c, channels - 8), sums);
        }
    }

private:
    static constexpr std::size_t taps_in_words = 128; // 128 * 255 < 2^15

    /// The smaller one: where a register begins that would reach beyond the channels.
    [[nodiscard]] QUANTA_INLINE static std::size_t within(std::size_t channel, std::size_t last) noexcept {
        return channel < last ? channel : last;
    }
    [[nodiscard]] QUANTA_INLINE static std::ptrdiff_t step(std::size_t count, std::ptrdiff_t distance) noexcept {
        return static_cast<std::ptrdiff_t>(count) * distance;
    }

    template <class T>
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i larger(__m256i a, __m256i b) noexcept {
        return std::is_signed_v<T> ? _mm256_max_epi8(a, b) : _mm256_max_epu8(a, b);
    }
    template <class T>
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i smaller(__m256i a, __m256i b) noexcept {
        return std::is_signed_v<T> ? _mm256_min_epi8(a, b) : _mm256_min_epu8(a, b);
    }
    template <class T>
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m128i larger(__m128i a, __m128i b) noexcept {
        return std::is_signed_v<T> ? _mm_max_epi8(a, b) : _mm_max_epu8(a, b);
    }
    template <class T>
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m128i smaller(__m128i a, __m128i b) noexcept {
        return std::is_signed_v<T> ? _mm_min_epi8(a, b) : _mm_min_epu8(a, b);
    }

    template <class T>
    QUANTA_INLINE_AVX2 static void maximum_of_32(const T* in, const pool_strip& strip, std::size_t channel, T lowest,
                                                 T highest, T* out) noexcept {
        __m256i largest = _mm256_set1_epi8(static_cast<char>(lowest));
        for (std::size_t row = 0; row < strip.rows; ++row) {
            const T* tap = in + channel + step(row, strip.row_step);
            for (std::size_t column = 0; column < strip.columns; ++column, tap += strip.column_step)
                largest = larger<T>(largest, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(tap)));
        }
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + channel),
                            smaller<T>(largest, _mm256_set1_epi8(static_cast<char>(highest))));
    }
    template <class T>
    QUANTA_INLINE_AVX2 static void maximum_of_16(const T* in, const pool_strip& strip, std::size_t channel, T lowest,
                                                 T highest, T* out) noexcept {
        __m128i largest = _mm_set1_epi8(static_cast<char>(lowest));
        for (std::size_t row = 0; row < strip.rows; ++row) {
            const T* tap = in + channel + step(row, strip.row_step);
            for (std::size_t column = 0; column < strip.columns; ++column, tap += strip.column_step)
                largest = larger<T>(largest, _mm_loadu_si128(reinterpret_cast<const __m128i*>(tap)));
        }
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + channel),
                         smaller<T>(largest, _mm_set1_epi8(static_cast<char>(highest))));
    }
    template <class T>
    QUANTA_INLINE_AVX2 static void maximum_of_8(const T* in, const pool_strip& strip, std::size_t channel, T lowest,
                                                T highest, T* out) noexcept {
        __m128i largest = _mm_set1_epi8(static_cast<char>(lowest));
        for (std::size_t row = 0; row < strip.rows; ++row) {
            const T* tap = in + channel + step(row, strip.row_step);
            for (std::size_t column = 0; column < strip.columns; ++column, tap += strip.column_step)
                largest = larger<T>(largest, _mm_loadl_epi64(reinterpret_cast<const __m128i*>(tap)));
        }
        _mm_storel_epi64(reinterpret_cast<__m128i*>(out + channel),
                         smaller<T>(largest, _mm_set1_epi8(static_cast<char>(highest))));
    }

    template <class T>
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i words_of_16(const T* in) noexcept {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in));
        return std::is_signed_v<T> ? _mm256_cvtepi8_epi16(bytes) : _mm256_cvtepu8_epi16(bytes);
    }
    template <class T>
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m128i words_of_8(const T* in) noexcept {
        const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(in));
        return std::is_signed_v<T> ? _mm_cvtepi8_epi16(bytes) : _mm_cvtepu8_epi16(bytes);
    }

    template <class T>
    QUANTA_INLINE_AVX2 static void sum_of_16(const T* in, const pool_strip& strip, std::size_t channel,
                                             std::int32_t* sums) noexcept {
        __m256i low = _mm256_setzero_si256(), high = low, words = low;
        std::size_t pending = 0;
        for (std::size_t row = 0; row < strip.rows; ++row) {
            const T* tap = in + channel + step(row, strip.row_step);
            for (std::size_t column = 0; column < strip.columns; ++column, tap += strip.column_step) {
                words = _mm256_add_epi16(words, words_of_16(tap));
                if (++pending < taps_in_words) continue;
                low = _mm256_add_epi32(low, _mm256_cvtepi16_epi32(_mm256_castsi256_si128(words)));
                high = _mm256_add_epi32(high, _mm256_cvtepi16_epi32(_mm256_extracti128_si256(words, 1)));
                words = _mm256_setzero_si256();
                pending = 0;
            }
        }
        low = _mm256_add_epi32(low, _mm256_cvtepi16_epi32(_mm256_castsi256_si128(words)));
        high = _mm256_add_epi32(high, _mm256_cvtepi16_epi32(_mm256_extracti128_si256(words, 1)));
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums + channel), low);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums + channel + 8), high);
    }
    template <class T>
    QUANTA_INLINE_AVX2 static void sum_of_8(const T* in, const pool_strip& strip, std::size_t channel,
                                            std::int32_t* sums) noexcept {
        __m256i total = _mm256_setzero_si256();
        __m128i words = _mm_setzero_si128();
        std::size_t pending = 0;
        for (std::size_t row = 0; row < strip.rows; ++row) {
            const T* tap = in + channel + step(row, strip.row_step);
            for (std::size_t column = 0; column < strip.columns; ++column, tap += strip.column_step) {
                words = _mm_add_epi16(words, words_of_8(tap));
                if (++pending < taps_in_words) continue;
                total = _mm256_add_epi32(total, _mm256_cvtepi16_epi32(words));
                words = _mm_setzero_si128();
                pending = 0;
            }
        }
        total = _mm256_add_epi32(total, _mm256_cvtepi16_epi32(words));
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums + channel), total);
    }
};

} // namespace quanta::kernel

#endif
