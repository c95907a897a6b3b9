// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <quanta/core/core_concepts.hpp>
#include <quanta/isa/tags.hpp>
#include <quanta/kernel/gemm_loop.hpp>
#include <quanta/op/workspace.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// Bytes that `product` needs: each worker's own, one after the other.
[[nodiscard]] constexpr std::size_t product_workspace_bytes(const packed_layout& rhs, std::size_t rows,
                                                            std::size_t workers) {
    return workers * workspace::size_of<std::byte>(kernel::block_workspace_bytes(rhs, rows));
}

/// epilogue(lhs * rhs), shared out over the executor's workers, on the instruction set that `rhs` was packed for.
/// lhs (M, K) with neighbours in a row; `memory`: `product_workspace_bytes`, aligned to `buffer_alignment`.
template <class Lhs, class Rhs, class Element, class Output, Executor Workers>
void product(const tensor_view<const Element, 2>& lhs, const packed_matrix<Lhs, Rhs>& rhs, const Output& output,
             std::byte* memory, Workers& executor) {
    const std::size_t rows = lhs.extent(0);
    const std::size_t own = workspace::size_of<std::byte>(kernel::block_workspace_bytes(rhs.layout(), rows));
    const kernel::partition parts = kernel::share_out(rhs.layout(), rows, executor.workers());
    isa::visit(rhs.instruction_set(), [&](auto tag) {
        executor.run(parts.tasks(), [&](std::size_t task, std::size_t worker) {
            kernel::gemm_loop<decltype(tag)>(lhs.data(), lhs.stride(0), rhs, parts.block(task, rhs.format().rows),
                                             output, memory + worker * own);
        });
    });
}

/// The sum of each row of lhs (M, K), K times `zero_point` taken off.
template <class Element>
void row_sums(isa::id instruction_set, const tensor_view<const Element, 2>& lhs, std::int32_t zero_point,
              std::int32_t* sums) {
    const auto offset = static_cast<std::int32_t>(lhs.extent(1)) * zero_point;
    isa::visit(instruction_set, [&](auto tag) {
        for (std::size_t i = 0; i < lhs.extent(0); ++i)
            sums[i] = kernel::lhs_row<decltype(tag)>::sum(lhs.data() + static_cast<std::ptrdiff_t>(i) * lhs.stride(0),
                                                          lhs.extent(1)) -
                      offset;
    });
}

} // namespace quanta::op
