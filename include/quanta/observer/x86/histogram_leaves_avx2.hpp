// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/isa/tags.hpp>
#include <quanta/observer/histogram_leaves.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::inline QUANTA_ABI {

/// 16 values a turn, the rest one by one.
template <>
struct histogram_leaves<isa::avx2> {
    [[nodiscard]] QUANTA_LEAF_AVX2 static block_survey survey(const float* values, std::size_t count) noexcept {
        if (count < 16) return histogram_leaves<isa::reference>::survey(values, count);
        accumulated a = start(_mm256_loadu_ps(values)), b = a;
        std::size_t i = 0;
        for (; i + 16 <= count; i += 16) {
            a = include(a, _mm256_loadu_ps(values + i));
            b = include(b, _mm256_loadu_ps(values + i + 8));
        }
        alignas(32) float minimum[8], maximum[8];
        alignas(32) std::uint32_t zeros[8], largest[8];
        _mm256_store_ps(minimum, _mm256_min_ps(a.minimum, b.minimum));
        _mm256_store_ps(maximum, _mm256_max_ps(a.maximum, b.maximum));
        _mm256_store_si256(reinterpret_cast<__m256i*>(zeros), _mm256_add_epi32(a.zeros, b.zeros));
        _mm256_store_si256(reinterpret_cast<__m256i*>(largest), _mm256_max_epu32(a.largest, b.largest));
        block_survey all{minimum[0], maximum[0], 0, true};
        for (std::size_t lane = 0; lane < 8; ++lane)
            all = histogram_leaves<isa::portable>::joined(
                all, {minimum[lane], maximum[lane], zeros[lane], largest[lane] < infinity});
        if (i == count) return all;
        return histogram_leaves<isa::portable>::joined(all,
                                                       histogram_leaves<isa::reference>::survey(values + i, count - i));
    }

    QUANTA_LEAF_AVX2 static void slots(const float* values, std::size_t count, float bins_per_unit, std::uint16_t mask,
                                       std::uint16_t* out) noexcept {
        const __m256 scale = _mm256_set1_ps(bins_per_unit);
        const __m256i kept = _mm256_set1_epi32(mask);
        std::size_t i = 0;
        for (; i + 16 <= count; i += 16) { // the pack works within 128-bit halves; the order does not matter
            const __m256i low = slot(_mm256_loadu_ps(values + i), scale, kept);
            const __m256i high = slot(_mm256_loadu_ps(values + i + 8), scale, kept);
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i), _mm256_packus_epi32(low, high));
        }
        histogram_leaves<isa::reference>::slots(values + i, count - i, bins_per_unit, mask, out + i);
    }

private:
    static constexpr std::uint32_t infinity = 0x7f80'0000; // the magnitudes of NaN are larger

    struct accumulated {
        __m256 minimum, maximum;
        __m256i zeros, largest; ///< largest magnitude, as bits
    };

    [[nodiscard]] QUANTA_INLINE_AVX2 static accumulated start(__m256 x) noexcept {
        return {x, x, _mm256_setzero_si256(), _mm256_setzero_si256()};
    }

    [[nodiscard]] QUANTA_INLINE_AVX2 static accumulated include(const accumulated& all, __m256 x) noexcept {
        const __m256 zero = _mm256_cmp_ps(x, _mm256_setzero_ps(), _CMP_EQ_OQ);
        return {_mm256_min_ps(x, all.minimum), _mm256_max_ps(x, all.maximum),
                _mm256_sub_epi32(all.zeros, _mm256_castps_si256(zero)),
                _mm256_max_epu32(all.largest, _mm256_castps_si256(magnitude(x)))};
    }

    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256 magnitude(__m256 x) noexcept {
        return _mm256_andnot_ps(_mm256_set1_ps(-0.0F), x);
    }

    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i slot(__m256 x, __m256 scale, __m256i kept) noexcept {
        const __m256i bin = _mm256_cvttps_epi32(_mm256_mul_ps(magnitude(x), scale));
        const __m256i negative = _mm256_castps_si256(_mm256_cmp_ps(x, _mm256_setzero_ps(), _CMP_LT_OQ));
        return _mm256_and_si256(_mm256_xor_si256(bin, negative), kept);
    }
};

template <>
struct histogram_leaves<isa::avxvnni> : histogram_leaves<isa::avx2> {};
template <>
struct histogram_leaves<isa::avx512bw> : histogram_leaves<isa::avx2> {};
template <>
struct histogram_leaves<isa::avx512vnni> : histogram_leaves<isa::avx2> {};

} // namespace quanta

#endif
