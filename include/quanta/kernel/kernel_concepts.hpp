// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <quanta/storage/storage_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// A micro-kernel multiplies `Rows` rows with `Vectors` registers of columns of one panel, over the whole depth:
/// tile[i][j] = start[j] + sum_t sum_k rows[t * Rows + i][k] * panel[t * depth + k][j], in integers modulo 2^32 or in
/// floats in this order. Rows come in `taps` parts of `depth` values: one of a matrix, those of a convolution's window.
/// Several parts only if `format.depth` divides `depth`, as the panel's cells go on from part to part.
/// Satisfied by `gemm_int8_avx2<true>`, `gemm_float_avx512bw`.
template <class Kernel>
concept MicroKernel = PackedFormat<Kernel> &&
    requires(const typename Kernel::lhs_element* const* rows, std::size_t taps, std::size_t depth,
             const std::byte* panel, typename Kernel::accumulator* tile) {
    Kernel::template accumulate<1, 1>(rows, taps, depth, panel, tile);
};

namespace detail {

/// The least that a micro-kernel is.
struct any_kernel {
    using lhs_element = std::uint8_t;
    using accumulator = std::int32_t;
    static constexpr tile_format format{
        .rows = 1, .columns = 1, .step = 1, .depth = 1, .element = 1, .shifts_signed_lhs = false, .widens_lhs = false};
};

} // namespace detail

/// The left side of a product gives its rows block by block: `block_rows(format)` says how many at once, and
/// `prepare<Tag, Kernel>(first, count, workspace)` makes them readable, as an `lhs_block`, in a worker's own memory.
/// Satisfied by `lhs_matrix<std::uint8_t>`, `lhs_patches<float>`.
template <class Source>
concept LhsSource = requires(const Source& source, const tile_format& format, std::size_t first, std::size_t count,
                             std::byte* workspace) {
    { source.block_rows(format) } -> std::same_as<std::size_t>;
    {source.template prepare<isa::reference, detail::any_kernel>(first, count, workspace)};
};

} // namespace quanta::kernel
