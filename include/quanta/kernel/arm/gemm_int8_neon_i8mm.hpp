// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <quanta/kernel/kernel_concepts.hpp>
#include <quanta/kernel/row_ends.hpp>

#if QUANTA_ARCH_ARM
#include <arm_neon.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// 4 x 16 with `smmla`, or `usmmla` for unsigned left-hand values: eight products for each of 2 x 2 sums are added modulo
/// 2^32. A register holds two rows by two columns; the last of an odd number of rows is its own partner.
template <bool SignedLhs>
struct gemm_int8_neon_i8mm {
    using lhs_element = std::conditional_t<SignedLhs, std::int8_t, std::uint8_t>;
    using accumulator = std::int32_t;
    static constexpr tile_format format{
        .rows = 4, .columns = 16, .step = 4, .depth = 8, .element = 1, .shifts_signed_lhs = false, .widens_lhs = false};

    template <int Rows, int Vectors>
    QUANTA_LEAF_NEON_I8MM static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth,
                                                 const std::byte* panel, accumulator* tile) {
        const std::size_t whole = depth / 8 * 8;
        const row_ends<Rows, lhs_element, 8> ends(rows, whole, depth); // before any accumulator is alive
        const auto* cells = reinterpret_cast<const std::int8_t*>(panel);
        int32x4_t sums[pairs<Rows>][2 * Vectors];
        QUANTA_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            const int64x2_t starts = vreinterpretq_s64_s8(vld1q_s8(cells + 16 * v));
            QUANTA_UNROLL
            for (int p = 0; p < pairs<Rows>; ++p) {
                sums[p][2 * v] = vreinterpretq_s32_s64(vzip1q_s64(starts, starts));
                sums[p][2 * v + 1] = vreinterpretq_s32_s64(vzip2q_s64(starts, starts));
            }
        }
        cells += 16 * Vectors;
        for (; taps != 0; --taps, rows += Rows) {
            const lhs_element* lhs[Rows];
            QUANTA_UNROLL
            for (int i = 0; i < Rows; ++i) lhs[i] = rows[i];
            for (std::size_t k = 0; k < whole; k += 8, cells += 32 * Vectors) step<Rows, Vectors>(lhs, k, cells, sums);
        }
        if (whole < depth) step<Rows, Vectors>(ends.rows, 0, cells, sums);
        QUANTA_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            QUANTA_UNROLL
            for (int p = 0; p < pairs<Rows>; ++p) {
                const int64x2_t left = vreinterpretq_s64_s32(sums[p][2 * v]);
                const int64x2_t right = vreinterpretq_s64_s32(sums[p][2 * v + 1]);
                accumulator* const out = tile + static_cast<std::size_t>(2 * p) * format.columns + 4 * v;
                vst1q_s32(out, vreinterpretq_s32_s64(vzip1q_s64(left, right)));
                if (2 * p + 1 < Rows) vst1q_s32(out + format.columns, vreinterpretq_s32_s64(vzip2q_s64(left, right)));
            }
        }
    }

private:
    template <int Rows>
    static constexpr int pairs = (Rows + 1) / 2;

    /// Adds eight values of depth: lhs[i][k .. k + 7] times the cells of `Vectors` times four columns.
    template <int Rows, int Vectors>
    QUANTA_INLINE_NEON_I8MM static void step(const lhs_element* const (&lhs)[Rows], std::size_t k,
                                             const std::int8_t* cells, int32x4_t (&sums)[pairs<Rows>][2 * Vectors]) {
        uint8x16_t left[pairs<Rows>];
        QUANTA_UNROLL
        for (int p = 0; p < pairs<Rows>; ++p)
            left[p] = vcombine_u8(load(lhs[2 * p] + k), load(lhs[2 * p + 1 < Rows ? 2 * p + 1 : 2 * p] + k));
        QUANTA_UNROLL
        for (int v = 0; v < 2 * Vectors; ++v) {
            const int8x16_t right = vld1q_s8(cells + 16 * v);
            QUANTA_UNROLL
            for (int p = 0; p < pairs<Rows>; ++p) sums[p][v] = multiplied(sums[p][v], left[p], right);
        }
    }

    QUANTA_INLINE_NEON_I8MM static int32x4_t multiplied(int32x4_t sum, uint8x16_t left, int8x16_t right) {
        if constexpr (SignedLhs)
            return vmmlaq_s32(sum, vreinterpretq_s8_u8(left), right);
        else
            return vusmmlaq_s32(sum, left, right);
    }

    QUANTA_INLINE_NEON_I8MM static uint8x8_t load(const lhs_element* eight) {
        return vld1_u8(reinterpret_cast<const std::uint8_t*>(eight));
    }
};

} // namespace quanta::kernel

#endif
