// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <quanta/core/fixed_point.hpp>
#include <quanta/isa/target.hpp>

#if QUANTA_ARCH_ARM

#include <arm_neon.h>

namespace quanta::epilogue::inline QUANTA_ABI {

/// Columns of a row in NEON, four a register: how they are read, and written in each width. All that loads or stores in an
/// epilogue.
struct lanes_neon {
    using ints = int32x4_t;
    using floats = float32x4_t;
    static constexpr std::size_t width = 4;

    QUANTA_INLINE static ints load(const std::int32_t* p) noexcept { return vld1q_s32(p); }
    QUANTA_INLINE static floats load(const float* p) noexcept { return vld1q_f32(p); }
    QUANTA_INLINE static ints load(const std::int8_t* p) noexcept {
        return vmovl_s16(vget_low_s16(vmovl_s8(vreinterpret_s8_u32(load_bytes(p)))));
    }
    QUANTA_INLINE static ints load(const std::uint8_t* p) noexcept {
        return vreinterpretq_s32_u32(vmovl_u16(vget_low_u16(vmovl_u8(vreinterpret_u8_u32(load_bytes(p))))));
    }
    /// Of columns 0 and 1, 2 and 3.
    QUANTA_INLINE static float64x2x2_t load(const double* p) noexcept { return {{vld1q_f64(p), vld1q_f64(p + 2)}}; }
    /// Mantissas and exponents, each in a register of its own.
    QUANTA_INLINE static int32x4x2_t load(const fixed_point_multiplier* p) noexcept {
        return vld2q_s32(reinterpret_cast<const std::int32_t*>(p));
    }

    QUANTA_INLINE static floats all(float value) noexcept { return vdupq_n_f32(value); }
    QUANTA_INLINE static float64x2x2_t all(double value) noexcept { return {{vdupq_n_f64(value), vdupq_n_f64(value)}}; }
    QUANTA_INLINE static int32x4x2_t all(fixed_point_multiplier value) noexcept {
        return {{vdupq_n_s32(value.mantissa), vdupq_n_s32(value.exponent)}};
    }

    /// values[column] and those that follow, or values[0] for all columns.
    template <class T>
    QUANTA_INLINE static auto per_column(const T* values, bool per_column, std::size_t column) noexcept {
        return per_column ? load(values + column) : all(values[0]);
    }

    /// The low bits of each value.
    template <class T>
    QUANTA_INLINE static void write(T* out, ints v) noexcept {
        if constexpr (sizeof(T) == 1) {
            const int16x4_t halves = vmovn_s32(v);
            const std::uint32_t four = vget_lane_u32(vreinterpret_u32_s8(vmovn_s16(vcombine_s16(halves, halves))), 0);
            std::memcpy(out, &four, 4);
        } else if constexpr (sizeof(T) == 2) {
            vst1_s16(out, vmovn_s32(v));
        } else {
            vst1q_s32(out, v);
        }
    }
    QUANTA_INLINE static void write(float* out, floats v) noexcept { vst1q_f32(out, v); }

    template <class T, class Values>
    QUANTA_INLINE static void write_four(T* out, const Values (&v)[4]) noexcept {
        if constexpr (sizeof(T) == 1) {
            const int8x16_t bytes =
                vuzp1q_s8(vreinterpretq_s8_s16(low_halves(v[0], v[1])), vreinterpretq_s8_s16(low_halves(v[2], v[3])));
            std::memcpy(out, &bytes, 16);
        } else {
            QUANTA_UNROLL
            for (std::size_t q = 0; q < 4; ++q) write(out + q * width, v[q]);
        }
    }

private:
    QUANTA_INLINE static uint32x2_t load_bytes(const void* p) noexcept {
        std::uint32_t four;
        std::memcpy(&four, p, 4);
        return vdup_n_u32(four);
    }

    QUANTA_INLINE static int16x8_t low_halves(ints left, ints right) noexcept {
        return vuzp1q_s16(vreinterpretq_s16_s32(left), vreinterpretq_s16_s32(right));
    }
};

} // namespace quanta::epilogue

#endif
