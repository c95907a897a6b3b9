// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include <quanta/core/inline_executor.hpp>
#include <quanta/epilogue.hpp>
#include <quanta/isa/select.hpp>
#include <quanta/op/batch.hpp>
#include <quanta/op/product.hpp>
#include <quanta/storage/pack_rhs.hpp>

namespace quanta::op::inline QUANTA_ABI {

namespace detail {

/// The layout of a right side that is packed in the call.
template <class Lhs, class Rhs, class T, std::size_t Rank>
[[nodiscard]] packed_layout layout_of(const tensor_view<T, Rank>& rhs, isa::id instruction_set) {
    return {kernel::format_for<Lhs, Rhs>(instruction_set), rhs.extent(Rank - 2), rhs.extent(Rank - 1)};
}

[[nodiscard]] inline std::size_t float_product_bytes(const packed_layout& layout, std::size_t rows, bool copied,
                                                     std::size_t workers) {
    return workspace::size_of<std::byte>(layout.bytes()) +
           workspace::size_of<float>(copied ? rows * layout.depth() : 0) +
           product_workspace_bytes(layout, rows, workers);
}

template <Executor Workers>
void float_product(const tensor_view<const float, 2>& lhs, const tensor_view<const float, 2>& rhs,
                   const tensor_view<float, 2>& output, isa::id instruction_set, workspace pieces, Workers& executor) {
    const packed_layout layout = layout_of<float, float>(rhs, instruction_set);
    std::byte* memory = pieces.take<std::byte>(layout.bytes());
    pack_rhs_into(rhs, layout, {}, memory);
    const auto rows = rows_of(lhs, pieces.take<float>(lhs.stride(1) == 1 ? 0 : lhs.size()));
    const epilogue::pipeline finish{epilogue::store<float>{output.data(), output.stride(0)}};
    product(rows, packed_matrix<float, float>(instruction_set, layout, memory), finish, pieces.take<std::byte>(0),
            executor);
}

} // namespace detail

namespace detail {

template <std::size_t Rank>
[[nodiscard]] std::size_t float_workspace_bytes(const tensor_view<const float, Rank>& lhs,
                                                const tensor_view<const float, Rank>& rhs, std::size_t workers,
                                                isa::id instruction_set) {
    const packed_layout layout = layout_of<float, float>(rhs, instruction_set);
    const std::size_t rows = lhs.extent(Rank - 2);
    const bool copied = lhs.stride(Rank - 1) != 1;
    return Rank == 2 ? float_product_bytes(layout, rows, copied, workers)
                     : workers * float_product_bytes(layout, rows, copied, 1);
}

} // namespace detail

/// Bytes of working memory that `matmul` of these floats needs with an executor of `workers` workers.
template <FloatView Lhs, FloatView Rhs>
    requires(Lhs::rank == Rhs::rank)
[[nodiscard]] std::size_t matmul_workspace_bytes(const Lhs& lhs, const Rhs& rhs, std::size_t workers) {
    return detail::float_workspace_bytes<Lhs::rank>(lhs, rhs, workers, isa::select());
}

/// output = lhs * rhs in floats, each value a chain of fused multiply-adds in order of K (see `float_linear`).
///
/// lhs (M, K), rhs (K, N) of any strides, so either may be `transposed`; output (M, N) with contiguous rows. With rank 3
/// the first axis counts the matrices of a batch; a batch of one serves all. The output overlaps nothing; `memory` holds
/// `matmul_workspace_bytes` and is aligned to `buffer_alignment`. Allocates nothing.
template <FloatView Lhs, FloatView Rhs, std::size_t Rank, Executor Workers>
    requires(Lhs::rank == Rank && Rhs::rank == Rank && (Rank == 2 || Rank == 3))
void matmul(const Lhs& lhs, const Rhs& rhs, const tensor_view<float, Rank>& output, std::span<std::byte> memory,
            Workers& executor) {
    const tensor_view<const float, Rank> left = lhs, right = rhs;
    check_product("op::matmul", left, right, output, memory);
    const isa::id id = isa::select();
    const std::size_t workers = check_workers("op::matmul", executor);
    const std::size_t needed = detail::float_workspace_bytes(left, right, workers, id), own = needed / workers;
    const workspace pieces("op::matmul", memory, needed);
    if constexpr (Rank == 2) {
        detail::float_product(left, right, output, id, pieces, executor);
    } else {
        executor.run(output.extent(0), [&](std::size_t b, std::size_t worker) {
            inline_executor alone;
            detail::float_product(matrix_of(left, b), matrix_of(right, b), matrix_of(output, b), id,
                                  workspace("op::matmul", memory.subspan(worker * own, own), own), alone);
        });
    }
}

/// On the calling thread, with working memory of its own: for programs that do not mind an allocation.
template <FloatView Lhs, FloatView Rhs, std::size_t Rank>
void matmul(const Lhs& lhs, const Rhs& rhs, const tensor_view<float, Rank>& output) {
    inline_executor alone;
    aligned_buffer memory(matmul_workspace_bytes(lhs, rhs, 1));
    matmul(lhs, rhs, output, {memory.data(), memory.size()}, alone);
}

} // namespace quanta::op
