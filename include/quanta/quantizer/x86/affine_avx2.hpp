// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/isa/target.hpp>
#include <quanta/quantizer/row_kernels.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::inline QUANTA_ABI {

/// Reciprocal, scale, zero point and clamping range of eight values.
struct affine_avx2 {
    __m256 inverse_scale;
    __m256 scale;
    __m256i zero_point;
    __m256 lowest;  ///< in steps from the zero point
    __m256 highest; ///< in steps from the zero point

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

    /// int(rint(clamp(x * inverse_scale, lowest, highest))), NaN as 0.
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i steps(__m256 x, const affine_avx2& affine) noexcept {
        const __m256 scaled = _mm256_mul_ps(x, affine.inverse_scale);
        const __m256 number = _mm256_and_ps(scaled, _mm256_cmp_ps(scaled, scaled, _CMP_ORD_Q));
        return _mm256_cvtps_epi32(_mm256_min_ps(_mm256_max_ps(number, affine.lowest), affine.highest));
    }
    /// steps(x) + zero_point
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256i integers(__m256 x, const affine_avx2& affine) noexcept {
        return _mm256_add_epi32(steps(x, affine), affine.zero_point);
    }
    /// float(steps) * scale
    [[nodiscard]] QUANTA_INLINE_AVX2 static __m256 reals(__m256i steps, const affine_avx2& affine) noexcept {
        return _mm256_mul_ps(_mm256_cvtepi32_ps(steps), affine.scale);
    }

private:
    [[nodiscard]] QUANTA_INLINE_AVX2 static affine_avx2 make(__m256 scale, __m256i zero_point, std::int32_t lowest,
                                                             std::int32_t highest) noexcept {
        return {_mm256_div_ps(_mm256_set1_ps(1.0F), scale), scale, zero_point,
                _mm256_cvtepi32_ps(_mm256_sub_epi32(_mm256_set1_epi32(lowest), zero_point)),
                _mm256_cvtepi32_ps(_mm256_sub_epi32(_mm256_set1_epi32(highest), zero_point))};
    }
};

} // namespace quanta

#endif
