// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include <quanta/storage/accumulator_bound.hpp>
#include <quanta/storage/accumulator_reach.hpp>
#include <quanta/storage/pack_rhs.hpp>
#include <quanta/storage/packed_matrix.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::inline QUANTA_ABI {

/// Error, naming the column, if some left-hand values could take a 64-bit accumulator beyond 48 bits
/// (`accumulator_limit`), where requantization would no longer be exact. `source` (K, N).
template <WideFormat Lhs, IntegerFormat Rhs>
void check_wide_accumulator(const tensor_view<const typename Rhs::storage_type, 2>& source,
                            std::span<const std::int64_t> bias) {
    constexpr std::int64_t limit = accumulator_limit<Lhs>;
    for (std::size_t j = 0; j < source.extent(1); ++j) {
        const std::int64_t start = detail::per_column(bias, j);
        if (source.extent(0) <= largest_depth<Lhs, Rhs>(0, 0, start)) continue;
        accumulator_reach sum(Lhs::lowest, Lhs::highest, start);
        for (std::size_t k = 0; k < source.extent(0); ++k) sum.add(source(k, j));
        check(sum.fits(limit), "pack_rhs: column ", j, " of ", Rhs::name, " weights, depth ", source.extent(0),
              ", bias ", start, ": the accumulator could reach ", sum.farthest(), ", it may hold +-", limit);
    }
}

/// start_j = bias_j in 64 bits, and cells of 16 bits: packs `source` (K, N), whose zero points are 0 as those of the left
/// side are, into `memory` of `layout.bytes()` bytes. `bias`: one for each column, or empty for zeros.
/// Error as `check_wide_accumulator`.
template <WideFormat Lhs, IntegerFormat Rhs>
void pack_wide_rhs_into(const tensor_view<const typename Rhs::storage_type, 2>& source, const packed_layout& layout,
                        std::span<const std::int64_t> bias, std::byte* memory) {
    check_wide_accumulator<Lhs, Rhs>(source, bias);
    const std::size_t depth = layout.format().depth;
    std::fill_n(memory, layout.bytes(), std::byte{0});
    for (std::size_t panel = 0; panel < layout.panels(); ++panel) {
        const std::size_t width = layout.width(panel);
        auto* starts = reinterpret_cast<std::int64_t*>(memory + layout.panel_offset(panel));
        auto* cells = reinterpret_cast<std::int16_t*>(starts + width);
        detail::for_each_value(source, layout, panel,
                               [=](std::size_t k, std::size_t j, typename Rhs::storage_type value) {
                                   cells[(k / depth * width + j) * depth + k % depth] = value;
                               });
        for (std::size_t j = 0; j < layout.used_columns(panel); ++j)
            starts[j] = detail::per_column(bias, layout.first_column(panel) + j);
    }
}

} // namespace quanta
