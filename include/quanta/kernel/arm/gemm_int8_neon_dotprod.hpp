// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <quanta/kernel/kernel_concepts.hpp>
#include <quanta/kernel/row_ends.hpp>

#if QUANTA_ARCH_ARM
#include <arm_neon.h>

namespace quanta::kernel::inline QUANTA_ABI {

/// 4 x 16 with `sdot`: four products of signed bytes are added modulo 2^32. Unsigned left-hand values get 128 taken away on
/// the way (their highest bit flipped); the start values give it back.
template <bool SignedLhs>
struct gemm_int8_neon_dotprod {
    using lhs_element = std::conditional_t<SignedLhs, std::int8_t, std::uint8_t>;
    using accumulator = std::int32_t;
    static constexpr tile_format format{.rows = 4,
                                        .columns = 16,
                                        .step = 4,
                                        .depth = 4,
                                        .element = 1,
                                        .shifts_signed_lhs = false,
                                        .widens_lhs = false,
                                        .shifts_unsigned_lhs = true};

    template <int Rows, int Vectors>
    QUANTA_LEAF_NEON_DOTPROD static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth,
                                                    const std::byte* panel, accumulator* tile) {
        const std::size_t whole = depth / 4 * 4;
        const row_ends<Rows, lhs_element> ends(rows, whole, depth); // before any accumulator is alive
        const auto* cells = reinterpret_cast<const std::int8_t*>(panel);
        int32x4_t sums[Rows][Vectors];
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v) sums[i][v] = vreinterpretq_s32_s8(vld1q_s8(cells + 16 * v));
        }
        cells += 16 * Vectors;
        for (; taps != 0; --taps, rows += Rows) {
            const lhs_element* lhs[Rows];
            QUANTA_UNROLL
            for (int i = 0; i < Rows; ++i) lhs[i] = rows[i];
            std::size_t k = 0;
            for (; k + 16 <= whole; k += 16, cells += 64 * Vectors) step_16<Rows, Vectors>(lhs, k, cells, sums);
            for (; k < whole; k += 4, cells += 16 * Vectors) step_4<Rows, Vectors>(lhs, k, cells, sums);
        }
        if (whole < depth) step_4<Rows, Vectors>(ends.rows, 0, cells, sums);
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int v = 0; v < Vectors; ++v)
                vst1q_s32(tile + static_cast<std::size_t>(i) * format.columns + 4 * v, sums[i][v]);
        }
    }

private:
    /// Adds 16 values of depth: lhs[i][k .. k + 15] times the cells of `Vectors` registers of columns.
    template <int Rows, int Vectors>
    QUANTA_INLINE_NEON_DOTPROD static void step_16(const lhs_element* const (&lhs)[Rows], std::size_t k,
                                                   const std::int8_t* cells, int32x4_t (&sums)[Rows][Vectors]) {
        int8x16_t left[Rows];
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) left[i] = as_signed(vld1q_u8(reinterpret_cast<const std::uint8_t*>(lhs[i] + k)));
        add<0>(left, cells, sums);
        add<1>(left, cells + 16 * Vectors, sums);
        add<2>(left, cells + 32 * Vectors, sums);
        add<3>(left, cells + 48 * Vectors, sums);
    }

    /// Adds four.
    template <int Rows, int Vectors>
    QUANTA_INLINE_NEON_DOTPROD static void step_4(const lhs_element* const (&lhs)[Rows], std::size_t k,
                                                  const std::int8_t* cells, int32x4_t (&sums)[Rows][Vectors]) {
        int8x16_t left[Rows];
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            std::uint32_t four;
            std::memcpy(&four, lhs[i] + k, 4);
            left[i] = as_signed(vreinterpretq_u8_u32(vdupq_n_u32(four)));
        }
        add<0>(left, cells, sums);
    }

    /// The four values of depth in lane `Lane` of each row, times four of each column.
    template <int Lane, int Rows, int Vectors>
    QUANTA_INLINE_NEON_DOTPROD static void add(const int8x16_t (&left)[Rows], const std::int8_t* cells,
                                               int32x4_t (&sums)[Rows][Vectors]) {
        QUANTA_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            const int8x16_t right = vld1q_s8(cells + 16 * v);
            QUANTA_UNROLL
            for (int i = 0; i < Rows; ++i) sums[i][v] = vdotq_laneq_s32(sums[i][v], right, left[i], Lane);
        }
        // GCC 12 would load the cells of all lanes first, and keep sums in memory for want of registers.
        asm volatile("" : : : "memory");
    }

    QUANTA_INLINE_NEON_DOTPROD static int8x16_t as_signed(uint8x16_t bytes) {
        return vreinterpretq_s8_u8(SignedLhs ? bytes : veorq_u8(bytes, vdupq_n_u8(0x80)));
    }
};

} // namespace quanta::kernel

#endif
