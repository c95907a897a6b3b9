// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/isa/target.hpp>
#include <quanta/quantizer/row_kernels.hpp>

#if QUANTA_ARCH_X86
#include <immintrin.h>

namespace quanta::inline QUANTA_ABI {

/// Reciprocal, scale, zero point and clamping range of sixteen values.
struct affine_avx512bw {
    __m512 inverse_scale;
    __m512 scale;
    __m512i zero_point;
    __m512 lowest;  ///< in steps from the zero point
    __m512 highest; ///< in steps from the zero point

    // GCC 12 warns of an uninitialized value inside the intrinsics without a mask (GCC bug 105593): under this one they
    // are the same instructions.
    static constexpr __mmask16 all = 0xFFFF;

    /// The low `count` bits, `count` up to 16: masks are how a row's rest is read and written.
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __mmask16 first(std::size_t count) noexcept {
        return static_cast<__mmask16>(count >= 16 ? 0xFFFFU : (1U << count) - 1U);
    }

    /// The same for all values.
    [[nodiscard]] QUANTA_INLINE_AVX512BW static affine_avx512bw at(const row_params& params) noexcept {
        return make(_mm512_set1_ps(params.scale), _mm512_set1_epi32(params.zero_point), params.lowest, params.highest);
    }
    /// Of the values from `index` on that `mask` names; the others have scale 1.
    [[nodiscard]] QUANTA_INLINE_AVX512BW static affine_avx512bw at(const column_params& params, std::size_t index,
                                                                   __mmask16 mask) noexcept {
        return make(_mm512_mask_loadu_ps(_mm512_set1_ps(1.0F), mask, params.scales + index),
                    _mm512_maskz_loadu_epi32(mask, params.zero_points + index), params.lowest, params.highest);
    }

    /// int(rint(clamp(x * inverse_scale, lowest, highest))), NaN as 0.
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i steps(__m512 x, const affine_avx512bw& affine) noexcept {
        const __m512 scaled = _mm512_mul_ps(x, affine.inverse_scale);
        const __mmask16 numbers = _mm512_cmp_ps_mask(scaled, scaled, _CMP_ORD_Q);
        const __m512 raised = _mm512_maskz_max_ps(numbers, scaled, affine.lowest);
        return _mm512_maskz_cvtps_epi32(all, _mm512_maskz_min_ps(all, raised, affine.highest));
    }
    /// steps(x) + zero_point
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512i integers(__m512 x, const affine_avx512bw& affine) noexcept {
        return _mm512_add_epi32(steps(x, affine), affine.zero_point);
    }
    /// float(steps) * scale
    [[nodiscard]] QUANTA_INLINE_AVX512BW static __m512 reals(__m512i steps, const affine_avx512bw& affine) noexcept {
        return _mm512_mul_ps(_mm512_maskz_cvtepi32_ps(all, steps), affine.scale);
    }

private:
    [[nodiscard]] QUANTA_INLINE_AVX512BW static affine_avx512bw
    make(__m512 scale, __m512i zero_point, std::int32_t lowest, std::int32_t highest) noexcept {
        return {_mm512_div_ps(_mm512_set1_ps(1.0F), scale), scale, zero_point,
                _mm512_maskz_cvtepi32_ps(all, _mm512_sub_epi32(_mm512_set1_epi32(lowest), zero_point)),
                _mm512_maskz_cvtepi32_ps(all, _mm512_sub_epi32(_mm512_set1_epi32(highest), zero_point))};
    }
};

} // namespace quanta

#endif
