// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/storage/storage_concepts.hpp>

namespace quanta::kernel::inline QUANTA_ABI {

/// A micro-kernel multiplies `Rows` rows with `Vectors` registers of columns of one panel, over the whole depth:
/// tile[i][j] = start[j] + sum_k rows[i][k] * panel[k][j], in integers modulo 2^32 or in floats in order of k.
/// Satisfied by `gemm_int8_avx2<true>`, `gemm_float_avx512bw`.
template <class Kernel>
concept MicroKernel = PackedFormat<Kernel> &&
    requires(const typename Kernel::lhs_element* const* rows, const std::byte* panel, std::size_t depth,
             typename Kernel::accumulator* tile) {
    Kernel::template accumulate<1, 1>(rows, panel, depth, tile);
};

} // namespace quanta::kernel
