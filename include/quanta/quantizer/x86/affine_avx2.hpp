// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/isa/target.hpp>
#include <quanta/params/rules/steps.hpp>
#include <quanta/params/rules/ties.hpp>
#include <quanta/params/rules/zero_points.hpp>
#include <quanta/quantizer/row_kernels.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::inline QUANTA_ABI {

/// Reciprocal, scale, zero point and clamping range of eight values, which become integers by the rule `Reals`.
template <class Reals>
struct affine_avx2 {
    __m256 inverse_scale;
    __m256 scale;
    __m256i zero_point;
    __m256i before; ///< the part of the zero point that is added before rounding
    __m256 lowest;  ///< less what is added after rounding
    __m256 highest; ///< less what is added after rounding

    /// The same for all values.
    [[nodiscard]] QUANTA_INLINE_AVX2 static affine_avx2 at(const row_params& params) noexcept {
        return make(_mm256_set1_ps(params.scale), _mm256_set1_epi32(params.zero_point), params.lowest, params.highest);
    }
    /// Of the eight values from `index` on.
    [[nodiscard]] QUANTA_INLINE_AVX2 static affine_avx2 at(const column_params& params, std::size_t index) noexcept {
        const auto* zero_points = reinterpret_cast<const __m256i*>(params.zero_points + index);
        return make(_mm256_loadu_ps(params.scales + index), _mm256_loadu_si256(zero_points), params.lowest,
                    params.highest);
    }

    /// Of the `count` values from `index` on, fewer than eight; the others have scale 1.
    [[nodiscard]] QUANTA_INLINE_AVX2 static affine_avx2 at_rest(const column_params& params, std::size_t index,
                                                                std::size_t count) noexcept {
        float scales[8] = {1, 1, 1, 1, 1, 1, 1, 1};
        std::int32_t zero_points[8] = {};
        std::memcpy(scales, params.scales + index, count * sizeof(float));
        std::memcpy(zero_points, params.zero_points + index, count * sizeof(std::int32_t));
        return at(column_params{scales, zero_points, params.lowest, params.highest}, 0);
    }

    /// Reals::quantize(x) - zero_point, hence NaN as 0.
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i steps(__m256 x, const affine_avx2& own) noexcept {
        const __m256 scaled = divides ? _mm256_div_ps(x, own.scale) : _mm256_mul_ps(x, own.inverse_scale);
        if constexpr (adds_after) {
            const __m256 number = _mm256_and_ps(scaled, _mm256_cmp_ps(scaled, scaled, _CMP_ORD_Q));
            return rounded(_mm256_min_ps(_mm256_max_ps(number, own.lowest), own.highest));
        } else {
            // A sum of a quotient and an integer: nothing that a compiler could fuse.
            const __m256 start = _mm256_cvtepi32_ps(own.before), place = _mm256_add_ps(scaled, start);
            const __m256 number = _mm256_blendv_ps(start, place, _mm256_cmp_ps(place, place, _CMP_ORD_Q));
            const __m256i integers = rounded(_mm256_min_ps(_mm256_max_ps(number, own.lowest), own.highest));
            return _mm256_sub_epi32(integers, own.before);
        }
    }
    /// steps(x) + zero_point
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i integers(__m256 x, const affine_avx2& own) noexcept {
        return _mm256_add_epi32(steps(x, own), own.zero_point);
    }
    /// float(steps) * scale
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256 reals(__m256i steps, const affine_avx2& own) noexcept {
        return _mm256_mul_ps(_mm256_cvtepi32_ps(steps), own.scale);
    }

private:
    static constexpr bool adds_after = std::same_as<typename Reals::zero_point, rule::zero_point_after>;
    static constexpr bool divides = std::same_as<typename Reals::steps, rule::divided>;
    static_assert(adds_after || divides);

    /// Away from zero by truncating x +- the float before 1/2: the sum with 1/2 itself would round 0.49999997 up.
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i rounded(__m256 x) noexcept {
        if constexpr (std::same_as<typename Reals::ties, rule::ties_away>) {
            const __m256 sign = _mm256_and_ps(x, _mm256_set1_ps(-0.0F));
            return _mm256_cvttps_epi32(_mm256_add_ps(x, _mm256_or_ps(sign, _mm256_set1_ps(0x1.fffffep-2F))));
        } else {
            return _mm256_cvtps_epi32(x);
        }
    }

    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i before_rounding(__m256i zero_point, std::int32_t lowest) noexcept {
        if constexpr (adds_after)
            return _mm256_setzero_si256();
        else if constexpr (std::same_as<typename Reals::zero_point, rule::offset_before>)
            return _mm256_sub_epi32(zero_point, _mm256_set1_epi32(lowest));
        else
            return zero_point;
    }

    [[nodiscard]] QUANTA_INLINE_AVX2 static affine_avx2 make(__m256 scale, __m256i zero_point, std::int32_t lowest,
                                                             std::int32_t highest) noexcept {
        const __m256i before = before_rounding(zero_point, lowest), after = _mm256_sub_epi32(zero_point, before);
        return {_mm256_div_ps(_mm256_set1_ps(1.0F), scale),
                scale,
                zero_point,
                before,
                _mm256_cvtepi32_ps(_mm256_sub_epi32(_mm256_set1_epi32(lowest), after)),
                _mm256_cvtepi32_ps(_mm256_sub_epi32(_mm256_set1_epi32(highest), after))};
    }
};

} // namespace quanta

#endif
