// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include <quanta/storage/accumulator_bound.hpp>
#include <quanta/storage/packed_matrix.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::inline QUANTA_ABI {

/// What packing folds into the start values. Empty spans mean zero; one value means the same for every column.
struct packing_terms {
    std::int32_t lhs_zero_point = 0;
    std::span<const std::int32_t> rhs_zero_points = {};
    std::span<const std::int32_t> bias = {};
};

namespace detail {

/// The kernels multiply signed bytes: unsigned right-hand values are stored less 128.
template <IntegerFormat Rhs>
inline constexpr int rhs_shift = !Rhs::is_signed && Rhs::highest > 127 ? 128 : 0;

template <class T>
[[nodiscard]] T per_column(std::span<const T> values, std::size_t column) {
    return values.empty() ? T{} : values.size() == 1 ? values[0] : values[column];
}

/// Writes the cells of one panel; column `j` of the panel is column `first + j` of `source` (K, N).
template <class Cell, class T>
void pack_cells(const tensor_view<const T, 2>& source, const packed_layout& layout, std::size_t panel, int shift,
                Cell* cells) {
    const std::size_t depth = layout.format().depth, width = layout.width(panel);
    const std::size_t first = layout.first_column(panel), used = layout.used_columns(panel);
    const std::ptrdiff_t down = source.stride(0);
    for (std::size_t j = 0; j < used; ++j) {
        const T* from = &source(0, first + j);
        Cell* column = cells + j * depth;
        for (std::size_t k = 0; k < layout.depth(); ++k) {
            column[k / depth * depth * width + k % depth] = static_cast<Cell>(*from - static_cast<T>(shift));
            from += down;
        }
    }
}

/// Fails, naming the column, if some left-hand values could take a 32-bit accumulator out of its range.
template <IntegerFormat Lhs, IntegerFormat Rhs>
void check_accumulator(const tensor_view<const typename Rhs::storage_type, 2>& source, const packing_terms& terms) {
    const auto fits = [](std::int64_t value) {
        return value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max();
    };
    for (std::size_t j = 0; j < source.extent(1); ++j) {
        const int zero_point = per_column(terms.rhs_zero_points, j);
        const std::int64_t bias = per_column(terms.bias, j);
        if (source.extent(0) <= largest_depth<Lhs, Rhs>(terms.lhs_zero_point, zero_point, bias)) continue;
        std::int64_t least = bias, most = bias; // what the worst left-hand row would reach with these very weights
        for (std::size_t k = 0; k < source.extent(0); ++k) {
            const std::int64_t weight = source(k, j) - zero_point;
            const std::int64_t low = (Lhs::lowest - terms.lhs_zero_point) * weight;
            const std::int64_t high = (Lhs::highest - terms.lhs_zero_point) * weight;
            least += std::min(low, high);
            most += std::max(low, high);
        }
        check(fits(least) && fits(most), "pack_rhs: column ", j, " of ", Rhs::name, " weights, depth ", source.extent(0),
              ", bias ", bias, ": the 32-bit accumulator could reach ", fits(least) ? most : least,
              "; any weights are safe up to depth ",
              largest_depth<Lhs, Rhs>(terms.lhs_zero_point, zero_point, bias));
    }
}

} // namespace detail

/// The sum of column `j` of `source` as the kernel sees it (unsigned formats less 128).
template <IntegerFormat Rhs>
[[nodiscard]] std::int32_t column_sum(const tensor_view<const typename Rhs::storage_type, 2>& source, std::size_t j) {
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < source.extent(0); ++k) sum += source(k, j) - detail::rhs_shift<Rhs>;
    return static_cast<std::int32_t>(sum);
}

/// start_j = bias_j - (za + shift) * sum_k b_kj, modulo 2^32; shift is 128 where the kernel shifts signed left-hand values.
/// Packs `source` (K, N) of integers into `memory` of `layout.bytes()` bytes. With right-hand zero points zb the product
/// still lacks - zb_j * sum_k (a_ik - za): `epilogue::zero_point_correction` adds it.
/// Error if a 32-bit accumulator could overflow: the text names column, value and the depth that is always safe.
template <IntegerFormat Lhs, IntegerFormat Rhs>
void pack_rhs_into(const tensor_view<const typename Rhs::storage_type, 2>& source, const packed_layout& layout,
                   const packing_terms& terms, std::byte* memory) {
    detail::check_accumulator<Lhs, Rhs>(source, terms);
    const bool shifted = Lhs::is_signed && layout.format().shifts_signed_lhs;
    const auto lhs_zero_point = static_cast<std::uint32_t>(terms.lhs_zero_point + (shifted ? 128 : 0));
    std::memset(memory, 0, layout.bytes());
    for (std::size_t panel = 0; panel < layout.panels(); ++panel) {
        std::byte* starts = memory + layout.panel_offset(panel);
        for (std::size_t j = 0; j < layout.used_columns(panel); ++j) {
            const std::size_t column = layout.first_column(panel) + j;
            const auto bias = static_cast<std::uint32_t>(detail::per_column(terms.bias, column));
            const std::uint32_t start = bias - lhs_zero_point * static_cast<std::uint32_t>(column_sum<Rhs>(source, column));
            std::memcpy(starts + 4 * j, &start, 4);
        }
        auto* cells = reinterpret_cast<std::int8_t*>(starts + 4 * layout.width(panel));
        detail::pack_cells(source, layout, panel, detail::rhs_shift<Rhs>, cells);
    }
}

/// Packs `source` (K, N) of floats; the start values are the bias or zero.
inline void pack_rhs_into(const tensor_view<const float, 2>& source, const packed_layout& layout,
                          std::span<const float> bias, std::byte* memory) {
    std::memset(memory, 0, layout.bytes());
    for (std::size_t panel = 0; panel < layout.panels(); ++panel) {
        auto* starts = reinterpret_cast<float*>(memory + layout.panel_offset(panel));
        for (std::size_t j = 0; j < layout.used_columns(panel); ++j)
            starts[j] = detail::per_column(bias, layout.first_column(panel) + j);
        detail::pack_cells(source, layout, panel, 0, starts + layout.width(panel));
    }
}

} // namespace quanta
