// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <xsimd/xsimd.hpp>

#include <quanta/kernel/kernel_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// 2 rows x one register of bytes, exact: bytes widen to 16 bits, where a product of two of them fits (255 * -128 and
/// 127 * 255 do), and products widen to 32. xsimd has no dot product and no widening, so lanes are split by shifts:
/// 16-bit lanes hold the even and the odd columns, 32-bit lanes every fourth.
template <bool SignedLhs>
struct gemm_int8_portable {
    static_assert(std::endian::native == std::endian::little, "lanes are split by shifts: little-endian memory only");

    using lhs_element = std::conditional_t<SignedLhs, std::int8_t, std::uint8_t>;
    using accumulator = std::int32_t;
    using shorts = xsimd::batch<std::int16_t>;
    using ints = xsimd::batch<std::int32_t>;
    static constexpr tile_format format{.rows = 2,
                                        .columns = 2 * shorts::size,
                                        .step = 2 * shorts::size,
                                        .depth = 1,
                                        .element = 1,
                                        .shifts_signed_lhs = false,
                                        .widens_lhs = false};

    template <int Rows, int Vectors>
    static void accumulate(const lhs_element* const* rows, std::size_t taps, std::size_t depth, const std::byte* panel,
                           accumulator* tile) {
        ints sums[Rows][4];
        QUANTA_UNROLL
        for (int i = 0; i < Rows; ++i) {
            QUANTA_UNROLL
            for (int part = 0; part < 4; ++part) sums[i][part] = ints(0);
        }
        const std::byte* cells = panel + 4 * format.columns;
        for (; taps != 0; --taps, rows += Rows) {
            for (std::size_t k = 0; k < depth; ++k, cells += format.columns) {
                const shorts both = shorts::load_unaligned(reinterpret_cast<const std::int16_t*>(cells));
                const shorts even = (both << 8) >> 8, odd = both >> 8;
                QUANTA_UNROLL
                for (int i = 0; i < Rows; ++i) {
                    const shorts all(static_cast<std::int16_t>(rows[i][k]));
                    add_widened(all * even, sums[i][0], sums[i][2]);
                    add_widened(all * odd, sums[i][1], sums[i][3]);
                }
            }
        }
        for (int i = 0; i < Rows; ++i) write(sums[i], panel, tile + static_cast<std::size_t>(i) * format.columns);
    }

private:
    static void add_widened(const shorts& products, ints& even, ints& odd) {
        const ints both = std::bit_cast<ints>(products);
        even = even + ((both << 16) >> 16);
        odd = odd + (both >> 16);
    }

    static void write(const ints (&sums)[4], const std::byte* starts, accumulator* row) {
        alignas(ints) std::int32_t lanes[ints::size];
        for (std::size_t part = 0; part < 4; ++part) {
            sums[part].store_unaligned(lanes);
            for (std::size_t lane = 0; lane < ints::size; ++lane) {
                const std::size_t column = 4 * lane + part;
                std::uint32_t start = 0;
                std::memcpy(&start, starts + 4 * column, 4);
                row[column] = static_cast<accumulator>(start + static_cast<std::uint32_t>(lanes[lane]));
            }
        }
    }
};

} // namespace quanta::kernel
