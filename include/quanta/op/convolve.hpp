// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include <quanta/kernel/gemm_loop.hpp>
#include <quanta/kernel/lhs_patches.hpp>
#include <quanta/op/product.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The products of a convolution: `count` of one shape, those of its groups or of its images.
struct convolution_products {
    isa::id instruction_set;
    packed_layout rhs;       ///< of each product
    std::size_t rows, count; ///< rows of each product
    std::size_t own_bytes;   ///< workspace of one worker, a multiple of `buffer_alignment`

    /// output_of(i) = epilogue(patches_of(i) * packed_of(i)) for each product i, on the executor's workers. `memory`:
    /// `own_bytes` for each worker, aligned to `buffer_alignment`.
    template <Executor Workers, class PatchesOf, class PackedOf, class OutputOf>
    void run(Workers& executor, std::byte* memory, const PatchesOf& patches_of, const PackedOf& packed_of,
             const OutputOf& output_of) const {
        products(instruction_set, rhs, rows, count, executor,
                 [&](auto tag, std::size_t index, const kernel::gemm_block& part, std::size_t worker) {
                     kernel::gemm_loop<decltype(tag)>(kernel::lhs_patches(patches_of(index)), packed_of(index), part,
                                                      output_of(index), memory + worker * own_bytes);
                 });
    }

    /// `store(i, p, sum)` for the sum of each row p of patches_of(i), `zero_point_of(i)` taken off each value.
    template <Executor Workers, class ZeroPointOf, class PatchesOf, class Store>
    void sum_rows(Workers& executor, const ZeroPointOf& zero_point_of, const PatchesOf& patches_of,
                  const Store& store) const {
        products(instruction_set, rhs, rows, count, executor,
                 [&](auto tag, std::size_t index, const kernel::gemm_block& part, std::size_t) {
                     if (part.first_panel == 0)
                         kernel::sum_patches<decltype(tag)>(
                             patches_of(index), part.first_row, part.rows, zero_point_of(index),
                             [&](std::size_t row, std::int32_t sum) { store(index, row, sum); });
                 });
    }
};

} // namespace quanta::op
