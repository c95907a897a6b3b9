// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <quanta/kernel/reference/lhs_row_reference.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// `lhs_row_reference` in AVX2.
struct lhs_row_int8_avx2 {
    /// Bytes are added by `vpsadbw`; signed ones with 128 added, which the total gives back.
    template <class Element>
    [[nodiscard]] QUANTA_LEAF_AVX2 static std::int32_t sum(const Element* row, std::size_t depth) {
        constexpr bool is_signed = std::is_signed_v<Element>;
        __m256i sums = _mm256_setzero_si256();
        std::size_t k = 0;
        for (; k + 32 <= depth; k += 32) {
            __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(row + k));
            if constexpr (is_signed) bytes = _mm256_xor_si256(bytes, _mm256_set1_epi8(-128));
            sums = _mm256_add_epi64(sums, _mm256_sad_epu8(bytes, _mm256_setzero_si256()));
        }
        alignas(32) std::int64_t parts[4];
        _mm256_store_si256(reinterpret_cast<__m256i*>(parts), sums);
        const std::int64_t shift = is_signed ? 128 * static_cast<std::int64_t>(k) : 0;
        const auto whole = static_cast<std::uint32_t>(parts[0] + parts[1] + parts[2] + parts[3] - shift);
        return static_cast<std::int32_t>(whole +
                                         static_cast<std::uint32_t>(lhs_row_reference::sum(row + k, depth - k)));
    }

    template <class Element>
    QUANTA_LEAF_AVX2 static void widen(const Element* row, std::size_t depth, std::int16_t* widened) {
        std::size_t k = 0;
        for (; k + 16 <= depth; k += 16) {
            const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(row + k));
            const __m256i words = std::is_signed_v<Element> ? _mm256_cvtepi8_epi16(bytes) : _mm256_cvtepu8_epi16(bytes);
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(widened + k), words);
        }
        lhs_row_reference::widen(row + k, depth - k, widened + k);
    }
};

} // namespace quanta::kernel

#endif
