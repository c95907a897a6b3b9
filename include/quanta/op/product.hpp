// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <quanta/core/contracts.hpp>
#include <quanta/core/core_concepts.hpp>
#include <quanta/isa/tags.hpp>
#include <quanta/kernel/gemm_loop.hpp>
#include <quanta/kernel/lhs_matrix.hpp>
#include <quanta/op/workspace.hpp>
#include <quanta/tensor/tensor_view.hpp>

namespace quanta::op::inline QUANTA_ABI {

/// The executor's number of workers. Error if there is none.
template <Executor Workers>
[[nodiscard]] std::size_t check_workers(std::string_view operation, const Workers& executor) {
    const std::size_t workers = executor.workers();
    check(workers >= 1, operation, ": an executor without workers");
    return workers;
}

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
            kernel::gemm_loop<decltype(tag)>(kernel::lhs_matrix<Element>{lhs.data(), lhs.stride(0), lhs.extent(1)}, rhs,
                                             parts.block(task, rhs.format().rows), output, memory + worker * own);
        });
    });
}

/// Several products of one shape at once, shared out over the executor's workers: the groups of a convolution, the images
/// of a batch. `run(tag, index, part, worker)` computes the block `part` of product `index` on the tag's instruction set.
template <Executor Workers, class Run>
void products(isa::id instruction_set, const packed_layout& rhs, std::size_t rows, std::size_t count, Workers& executor,
              const Run& run) {
    const std::size_t workers = executor.workers(), enough = workers == 1 ? 1 : 4 * workers;
    const kernel::partition parts = kernel::share_out(rhs, rows, count >= enough ? 1 : workers);
    const std::size_t blocks = count * parts.tasks();
    const std::size_t work = count * rows * rhs.columns() * rhs.depth();
    const std::size_t tasks =
        std::min(blocks, std::clamp<std::size_t>(work / kernel::multiplications_per_task, 1, enough));
    isa::visit(instruction_set, [&](auto tag) {
        executor.run(tasks, [&](std::size_t task, std::size_t worker) {
            for (std::size_t block = blocks * task / tasks; block < blocks * (task + 1) / tasks; ++block)
                run(tag, block / parts.tasks(), parts.block(block % parts.tasks(), rhs.format().rows), worker);
        });
    });
}

/// The sum of each row of lhs (M, K), K times `zero_point` taken off, modulo 2^32.
template <class Element>
void row_sums(isa::id instruction_set, const tensor_view<const Element, 2>& lhs, std::int32_t zero_point,
              std::int32_t* sums) {
    const std::uint32_t offset = static_cast<std::uint32_t>(lhs.extent(1)) * static_cast<std::uint32_t>(zero_point);
    isa::visit(instruction_set, [&](auto tag) {
        for (std::size_t i = 0; i < lhs.extent(0); ++i) {
            const Element* row = lhs.data() + static_cast<std::ptrdiff_t>(i) * lhs.stride(0);
            const std::int32_t sum = kernel::lhs_row<decltype(tag)>::sum(row, lhs.extent(1));
            sums[i] = static_cast<std::int32_t>(static_cast<std::uint32_t>(sum) - offset);
        }
    });
}

} // namespace quanta::op
