// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <type_traits>
#include <vector>

#include <quanta/storage/accumulator_bound.hpp>
#include <quanta/storage/accumulator_reach.hpp>
#include <quanta/storage/packed_matrix.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::inline QUANTA_ABI {

/// What packing for left-hand values of `Lhs` folds into the start values. Empty spans mean zero; one value means the same
/// for every column.
template <IntegerFormat Lhs>
struct packing_terms {
    std::int32_t lhs_zero_point = 0;
    std::span<const std::int32_t> rhs_zero_points = {};
    std::span<const accumulator_type<Lhs>> bias = {};
};

namespace detail {

/// The kernels multiply signed bytes: unsigned right-hand values are stored less 128.
template <IntegerFormat Rhs>
inline constexpr int rhs_shift = !Rhs::is_signed && Rhs::highest > 127 ? 128 : 0;

/// What a kernel of this format adds to left-hand values on the way.
template <IntegerFormat Lhs>
[[nodiscard]] constexpr int lhs_shift(const tile_format& format) {
    if (Lhs::is_signed) return format.shifts_signed_lhs ? 128 : 0;
    return format.shifts_unsigned_lhs ? -128 : 0;
}

template <class T>
[[nodiscard]] T per_column(std::span<const T> values, std::size_t column) {
    return values.empty() ? T{} : values.size() == 1 ? values[0] : values[column];
}

/// Calls `write(k, j, value)` for the columns of one panel, j counted from its first, in the order of memory: a matrix
/// whose rows are contiguous is read row by row, any other one column by column.
template <class T, class Write>
void for_each_value(const tensor_view<const T, 2>& source, const packed_layout& layout, std::size_t panel,
                    const Write& write) {
    const std::size_t first = layout.first_column(panel), used = layout.used_columns(panel);
    const std::ptrdiff_t down = source.stride(0), across = source.stride(1);
    const bool by_rows = std::abs(across) < std::abs(down);
    const std::size_t outer = by_rows ? layout.depth() : used, inner = by_rows ? used : layout.depth();
    if (inner == 0) return; // the source may be null
    for (std::size_t i = 0; i < outer; ++i) {
        const T* from = by_rows ? &source(i, first) : &source(0, first + i);
        for (std::size_t l = 0; l < inner; ++l, from += by_rows ? across : down)
            by_rows ? write(i, l, *from) : write(l, i, *from);
    }
}

/// Writes the cells of one panel and adds up its columns, all less `shift`.
template <class Cell, class T, class Sum>
void pack_panel(const tensor_view<const T, 2>& source, const packed_layout& layout, std::size_t panel, T shift,
                Cell* cells, Sum* sums) {
    const std::size_t depth = layout.format().depth, width = layout.width(panel);
    for_each_value(source, layout, panel, [=](std::size_t k, std::size_t j, T value) {
        const auto cell = static_cast<Cell>(value - shift);
        cells[(k / depth * width + j) * depth + k % depth] = cell;
        sums[j] += static_cast<Sum>(cell);
    });
}

} // namespace detail

/// Error, naming the column, if some left-hand values could take an accumulator of `source` (K, N) beyond
/// `accumulator_limit`.
template <IntegerFormat Lhs, IntegerFormat Rhs>
void check_accumulator(const tensor_view<const typename Rhs::storage_type, 2>& source,
                       const packing_terms<Lhs>& terms) {
    constexpr std::int64_t limit = accumulator_limit<Lhs>;
    for (std::size_t j = 0; j < source.extent(1); ++j) {
        const int zero_point = detail::per_column(terms.rhs_zero_points, j);
        const std::int64_t bias = detail::per_column(terms.bias, j);
        const std::size_t safe = largest_depth<Lhs, Rhs>(terms.lhs_zero_point, zero_point, bias);
        if (source.extent(0) <= safe) continue;
        accumulator_reach sum(Lhs::lowest - terms.lhs_zero_point, Lhs::highest - terms.lhs_zero_point, bias);
        for (std::size_t k = 0; k < source.extent(0); ++k) sum.add(source(k, j) - zero_point);
        check(sum.fits(limit), "pack_rhs: column ", j, " of ", Rhs::name, " weights, depth ", source.extent(0),
              ", bias ", bias, ": the accumulator could reach ", sum.farthest(), ", it may hold +-", limit,
              "; any weights are safe up to depth ", safe);
    }
}

/// The sum of each column of `source` (K, N) as kernels see it, unsigned formats less 128, modulo 2^32.
template <IntegerFormat Rhs>
[[nodiscard]] std::vector<std::int32_t> column_sums(const tensor_view<const typename Rhs::storage_type, 2>& source) {
    std::vector<std::int32_t> sums(source.extent(1));
    for (std::size_t j = 0; j < source.extent(1); ++j) {
        std::uint32_t sum = 0;
        for (std::size_t k = 0; k < source.extent(0); ++k)
            sum += static_cast<std::uint32_t>(source(k, j) - detail::rhs_shift<Rhs>);
        sums[j] = static_cast<std::int32_t>(sum);
    }
    return sums;
}

/// start_j = bias_j - (za + shift) * sum_k b_kj, modulo 2^32, or 2^64 for `WideFormat`s; shift is what the kernel adds to
/// left-hand values. Packs `source` (K, N) of integers into `memory` of `layout.bytes()` bytes, in cells as
/// wide as the left-hand values. With right-hand zero points zb the product still lacks - zb_j * sum_k (a_ik - za):
/// `epilogue::zero_point_correction` adds it.
/// Error if an accumulator could overflow: the text names column, value and the depth that is always safe.
template <IntegerFormat Lhs, IntegerFormat Rhs>
void pack_rhs_into(const tensor_view<const typename Rhs::storage_type, 2>& source, const packed_layout& layout,
                   const packing_terms<Lhs>& terms, std::byte* memory) {
    check_accumulator<Lhs, Rhs>(source, terms);
    using stored = typename Rhs::storage_type;
    using cell = std::conditional_t<WideFormat<Lhs>, std::int16_t, std::int8_t>;
    using start = std::make_unsigned_t<accumulator_type<Lhs>>;
    const auto lhs_zero_point = static_cast<start>(terms.lhs_zero_point + detail::lhs_shift<Lhs>(layout.format()));
    std::fill_n(memory, layout.bytes(), std::byte{0});
    for (std::size_t panel = 0; panel < layout.panels(); ++panel) {
        auto* starts = reinterpret_cast<start*>(memory + layout.panel_offset(panel));
        auto* cells = reinterpret_cast<cell*>(starts + layout.width(panel));
        detail::pack_panel(source, layout, panel, static_cast<stored>(detail::rhs_shift<Rhs>), cells, starts);
        for (std::size_t j = 0; j < layout.used_columns(panel); ++j) {
            const auto bias = static_cast<start>(detail::per_column(terms.bias, layout.first_column(panel) + j));
            starts[j] = bias - lhs_zero_point * starts[j];
        }
    }
}

/// Packs `source` (K, N) of floats; the start values are the bias or zero.
inline void pack_rhs_into(const tensor_view<const float, 2>& source, const packed_layout& layout,
                          std::span<const float> bias, std::byte* memory) {
    std::fill_n(memory, layout.bytes(), std::byte{0});
    for (std::size_t panel = 0; panel < layout.panels(); ++panel) {
        auto* starts = reinterpret_cast<float*>(memory + layout.panel_offset(panel));
        float* cells = starts + layout.width(panel);
        const std::size_t width = layout.width(panel);
        detail::for_each_value(source, layout, panel,
                               [=](std::size_t k, std::size_t j, float value) { cells[k * width + j] = value; });
        for (std::size_t j = 0; j < layout.used_columns(panel); ++j)
            starts[j] = detail::per_column(bias, layout.first_column(panel) + j);
    }
}

} // namespace quanta
