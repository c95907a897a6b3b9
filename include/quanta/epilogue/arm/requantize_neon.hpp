// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>

#include <quanta/core/fixed_point.hpp>
#include <quanta/isa/target.hpp>
#include <quanta/params/rules/ties.hpp>

#if QUANTA_ARCH_ARM

#include <arm_neon.h>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Accumulators of four columns scaled as `rule::scaled_once_rounded`, `scaled_twice_rounded`, `scaled_by_double` and
/// `scaled_in_double` say. NEON has their roundings: `srshl` rounds half up, `sqrdmulh` is the product of two Q31 numbers,
/// `fcvtn` rounds to even, `fcvta` away from zero.
struct requantize_neon {
    /// floor(v * mantissa / 2^shift + 1/2) + zero_point, saturated to 32 bits; shift = 31 - exponent.
    QUANTA_INLINE static int32x4_t once_rounded(int32x4_t v, int32x4x2_t by, std::int32_t zero_point) noexcept {
        const int32x4_t mantissas = by.val[0], shifts = vsubq_s32(by.val[1], vdupq_n_s32(31)); // negative: to the right
        const int64x2_t low =
            vrshlq_s64(vmull_s32(vget_low_s32(v), vget_low_s32(mantissas)), vmovl_s32(vget_low_s32(shifts)));
        const int64x2_t high = vrshlq_s64(vmull_high_s32(v, mantissas), vmovl_high_s32(shifts));
        const int64x2_t offset = vdupq_n_s64(zero_point);
        return vcombine_s32(vqmovn_s64(vaddq_s64(low, offset)), vqmovn_s64(vaddq_s64(high, offset)));
    }

    /// round(floor(v * 2^left * mantissa / 2^31 + 1/2) / 2^right); v * 2^left saturated.
    QUANTA_INLINE static int32x4_t twice_rounded(int32x4_t v, int32x4x2_t by) noexcept {
        const int32x4_t mantissas = by.val[0], exponents = by.val[1], zero = vdupq_n_s32(0);
        if (vmaxvq_s32(exponents) > 0) v = raised(v, vmaxq_s32(exponents, zero));
        return divided(vqrdmulhq_s32(v, mantissas), vminq_s32(exponents, zero));
    }

    /// Ties::of(clamp(double(v) * m, lower, upper)), m of columns 0 and 1, 2 and 3.
    template <class Ties>
    QUANTA_INLINE static int32x4_t by_double(int32x4_t v, float64x2x2_t m, double lower, double upper) noexcept {
        const int64x2_t low = by_double<Ties>(vmovl_s32(vget_low_s32(v)), m.val[0], lower, upper);
        return vcombine_s32(vmovn_s64(low), vmovn_s64(by_double<Ties>(vmovl_high_s32(v), m.val[1], lower, upper)));
    }

    /// rint(clamp(double(v) * m + zero_point, lowest, highest))
    QUANTA_INLINE static int32x4_t in_double(int32x4_t v, float32x4_t m, double zero_point, double lowest,
                                             double highest) noexcept {
        const int64x2_t low =
            in_double(vmovl_s32(vget_low_s32(v)), vcvt_f64_f32(vget_low_f32(m)), zero_point, lowest, highest);
        const int64x2_t high = in_double(vmovl_high_s32(v), vcvt_high_f64_f32(m), zero_point, lowest, highest);
        return vcombine_s32(vmovn_s64(low), vmovn_s64(high));
    }

private:
    /// `sqshl` saturates to 2^31 - 1; what is meant is the largest number that was shifted.
    QUANTA_INLINE static int32x4_t raised(int32x4_t v, int32x4_t left) noexcept {
        const int32x4_t most = vshlq_s32(vdupq_n_s32(INT32_MAX), vnegq_s32(left));
        return vshlq_s32(vminq_s32(vmaxq_s32(v, vmvnq_s32(most)), most), left);
    }

    /// round(h * 2^shift), shift <= 0, ties away from zero: `srshl` rounds them up, so negative numbers start one lower.
    QUANTA_INLINE static int32x4_t divided(int32x4_t h, int32x4_t shift) noexcept {
        return vrshlq_s32(vqaddq_s32(h, vshrq_n_s32(vandq_s32(h, shift), 31)), shift);
    }

    template <class Ties>
    QUANTA_INLINE static int64x2_t by_double(int64x2_t v, float64x2_t m, double lower, double upper) noexcept {
        const float64x2_t raised = vmaxq_f64(vmulq_f64(vcvtq_f64_s64(v), m), vdupq_n_f64(lower));
        const float64x2_t clamped = vminq_f64(raised, vdupq_n_f64(upper));
        return std::same_as<Ties, rule::ties_away> ? vcvtaq_s64_f64(clamped) : vcvtnq_s64_f64(clamped);
    }

    QUANTA_INLINE static int64x2_t in_double(int64x2_t v, float64x2_t m, double zero_point, double lowest,
                                             double highest) noexcept {
        float64x2_t product = vmulq_f64(vcvtq_f64_s64(v), m);
        asm("" : "+w"(product)); // the compiler would fuse it with the sum
        const float64x2_t place = vaddq_f64(product, vdupq_n_f64(zero_point));
        return vcvtnq_s64_f64(vminq_f64(vmaxq_f64(place, vdupq_n_f64(lowest)), vdupq_n_f64(highest)));
    }
};

} // namespace quanta::epilogue

#endif
